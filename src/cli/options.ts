import { type Command, Option } from "commander";
import { InputError } from "../errors.js";

/** Parameter values as typed: numbers, or expressions that the theory loader evaluates. */
export type Settings = Readonly<Record<string, number | string>>;

export interface TheoryOptions {
  readonly set?: Settings;
  readonly preset?: string;
  readonly free?: boolean;
}

/** `--set`, `--preset` and `--free`: which theory exactly. */
export function theoryOptions(command: Command): Command {
  return command
    .addOption(setOption())
    .option(
      "--preset <name>",
      "a preset of the theory file, such as bootstop (`crossing theories NAME` lists them)",
    )
    .option("--free", "release fixed dimensions and a known central charge: they become unknowns");
}

export function setOption(): Option {
  return new Option(
    "--set <name=value...>",
    "theory parameters, repeatable: --set c=25 radius=1.5; put THEORY before it",
  ).argParser(collectSettings);
}

export function outOption(): Option {
  return new Option("--out <dir>", "folder of the runs").default("runs");
}

export function jsonOption(): Option {
  return new Option("--json", "print exactly one JSON document on standard output");
}

function collectSettings(text: string, previous: Settings = {}): Settings {
  const [, name, value] = /^([^=\s]+)=(.+)$/.exec(text) ?? [];
  if (name === undefined || value === undefined) {
    throw new InputError({ where: "--set", found: text, allowed: "expected name=value, such as c=25" });
  }
  const number = Number(value);
  return { ...previous, [name]: value.trim() !== "" && Number.isFinite(number) ? number : value };
}

/** Reads a whole number of at least `least`. */
export function wholeNumber(flag: string, least: number): (text: string) => number {
  return (text) => {
    const value = Number(text);
    if (/^\d+$/.test(text) && Number.isSafeInteger(value) && value >= least) return value;
    throw new InputError({
      where: flag,
      found: text,
      allowed: `expected a whole number of at least ${least}`,
    });
  };
}

/** Reads a finite number. */
export function realNumber(flag: string): (text: string) => number {
  return (text) => {
    const value = Number(text);
    if (text.trim() !== "" && Number.isFinite(value)) return value;
    throw new InputError({ where: flag, found: text, allowed: "expected a number" });
  };
}

export interface Budget {
  readonly evaluations?: number;
  readonly seconds?: number;
}

const secondsIn: Readonly<Record<string, number>> = { s: 1, m: 60, h: 3600 };

/** Reads `60s`, `5m`, `2h`, `20000e` or two of them, `5m,20000e`. */
export function parseBudget(text: string): Budget {
  const budget: { evaluations?: number; seconds?: number } = {};
  for (const part of text.split(",")) {
    const [, amount, unit] = /^(\d+(?:\.\d+)?)([smhe])$/.exec(part) ?? [];
    const value = Number(amount);
    const key = unit === "e" ? "evaluations" : "seconds";
    const whole = unit !== "e" || Number.isSafeInteger(value);
    if (amount === undefined || unit === undefined || !(value > 0) || !whole || key in budget) {
      throw new InputError({
        where: "--budget",
        found: text,
        allowed: "expected a time such as 60s, 5m or 2h, or a number of evaluations such as 20000e",
      });
    }
    budget[key] = unit === "e" ? value : value * secondsIn[unit]!;
  }
  return budget;
}
