import { firstLines } from "../archive/operator-lines.js";
import type { SolutionOperator } from "../search/result.js";

/** One of the two numbers of a line of a result. */
export interface Quantity {
  /** place of the line, from 0 */
  readonly index: number;
  readonly which: "delta" | "ope2";
}

/** The quantities that a search had to find, in printed order; the dimension of an operator once, whatever its channels. */
export function freeQuantities(operators: readonly SolutionOperator[]): Quantity[] {
  const first = firstLines(operators);
  return operators.flatMap((operator, index) =>
    (["delta", "ope2"] as const)
      .filter((which) => !operator[which].fixed && (which === "ope2" || first[index] === index))
      .map((which) => ({ index, which })),
  );
}

/**
 * `delta[ε]`, `ope2[4]`: by name, or by place in printed order from 1. Where an operator of that name stands in several channels its
 * coefficients are told apart as `ope2[ε channel]`.
 */
export function quantityName(operators: readonly SolutionOperator[], { index, which }: Quantity): string {
  const { name, channel } = operators[index]!;
  if (name === undefined) return `${which}[${index + 1}]`;
  const ambiguous = which === "ope2" && operators.filter((other) => other.name === name).length > 1;
  return ambiguous ? `${which}[${name} ${channel}]` : `${which}[${name}]`;
}

/** The quantity that a label such as `delta[ε]`, `ope2[ε channel]` or `ope2[4]` stands for; null where there is none. */
export function findQuantity(operators: readonly SolutionOperator[], label: string): Quantity | null {
  const [, which, key] = /^(delta|ope2)\[(.+)\]$/.exec(label) ?? [];
  if (which !== "delta" && which !== "ope2") return null;
  const named = operators.findIndex((_, index) => quantityName(operators, { index, which }) === label);
  const index = named >= 0 || !/^\d+$/.test(key!) ? named : Number(key) - 1;
  return index in operators ? { index, which } : null;
}
