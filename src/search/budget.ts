import { z } from "zod";
import { InputError } from "../errors.js";
import type { Option, OptionText } from "../option.js";

/** Most effort: residual evaluations, seconds on the clock, or whichever comes first. */
export interface Budget {
  readonly evaluations?: number;
  readonly seconds?: number;
}

const positive = { error: "must be a number above 0" };
const effort = z.number(positive).positive(positive);
const schema: z.ZodType<Budget> = z.strictObject(
  { evaluations: effort.exactOptional(), seconds: effort.exactOptional() },
  { error: "must be {evaluations?, seconds?}" },
);

const secondsIn: Readonly<Record<string, number>> = { s: 1, m: 60, h: 3600 };

/** `--budget` and its like. */
export function budgetOption(text: OptionText<Budget>): Option<Budget> {
  return {
    ...text,
    schema,
    typed: { argument: "<amount>", read: readBudget, write: (budget) => [budgetText(budget)] },
  };
}

/** Reads `60s`, `5m`, `2h`, `20000e` or two of them, `5m,20000e`. */
export function readBudget(text: string, flag: string): Budget {
  const budget: { evaluations?: number; seconds?: number } = {};
  for (const part of text.split(",")) {
    const [, amount, unit] = /^(\d+(?:\.\d+)?)([smhe])$/.exec(part) ?? [];
    const value = Number(amount);
    const key = unit === "e" ? "evaluations" : "seconds";
    const whole = unit !== "e" || Number.isSafeInteger(value);
    if (amount === undefined || unit === undefined || !(value > 0) || !whole || key in budget) {
      throw new InputError({
        where: flag,
        found: text,
        allowed: "expected a time such as 60s, 5m or 2h, or a number of evaluations such as 20000e",
      });
    }
    budget[key] = unit === "e" ? value : value * secondsIn[unit]!;
  }
  return budget;
}

function budgetText({ evaluations, seconds }: Budget): string {
  const parts = [
    ...(seconds === undefined ? [] : [`${seconds}s`]),
    ...(evaluations === undefined ? [] : [`${evaluations}e`]),
  ];
  return parts.join(",");
}
