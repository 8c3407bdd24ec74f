import type { SolutionOperator } from "../../search/result.js";
import { quantityName } from "../../theory/quantities.js";
import type { Level, Levels } from "./levels.js";

/** A determined number of a run, with a bar. */
export interface JudgeQuestion {
  readonly quantity: string;
  readonly which: "delta" | "ope2";
  readonly spin: number;
  readonly channel: string;
  readonly estimate: {
    readonly value: number;
    readonly error: number;
    readonly interval95: readonly [number, number];
  };
  /** is the operator's dimension that of the theory file? */
  readonly fixedDelta: boolean;
  /** of its sector and spin, with its place among them; null where one below it is not determined */
  readonly at: { readonly levels: Levels; readonly place: number; readonly level: Level } | null;
}

/** What bounds can be asked about, in printed order: a dimension once, whatever its channels. */
export function questionsOf(
  operators: readonly SolutionOperator[],
  all: readonly Levels[],
  only?: readonly string[],
): JudgeQuestion[] {
  return operators.flatMap(({ channel, spin, determined, delta, ope2 }, line) => {
    const levels = all.find((entry) => entry.levels.some((level) => level.line === line));
    const place = levels?.levels.findIndex((level) => level.line === line) ?? -1;
    const at = levels ? { levels, place, level: levels.levels[place]! } : null;
    return [["delta", delta] as const, ["ope2", ope2] as const].flatMap(([which, estimate]) => {
      const { value, error, interval95, fixed } = estimate;
      const quantity = quantityName(operators, { index: line, which });
      if (!determined || fixed || error === null || (only && !only.includes(quantity))) return [];
      const interval: readonly [number, number] = interval95 ?? [value - 2 * error, value + 2 * error];
      return [
        {
          quantity,
          which,
          spin,
          channel,
          estimate: { value, error, interval95: interval },
          fixedDelta: delta.fixed,
          at,
        },
      ];
    });
  });
}
