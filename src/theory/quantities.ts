import { InputError } from "../errors.js";
import type { Theory } from "./theory.js";

/** What tells the lines of a table apart: one an operator and channel, in printed order. */
export interface NamedLine {
  readonly name?: string | undefined;
  readonly channel: string;
}

/** One of the two numbers of a line. */
export interface LineQuantity {
  /** place of the line, from 0 */
  readonly index: number;
  readonly which: "delta" | "ope2";
}

/**
 * `delta[ε]`, `ope2[4]`: by name, or by place in printed order from 1. Where an operator of that name stands in several channels its
 * coefficients are told apart as `ope2[ε channel]`.
 */
export function quantityName(lines: readonly NamedLine[], { index, which }: LineQuantity): string {
  return `${which}[${nameOfLine(lines, index, which) ?? index + 1}]`;
}

function nameOfLine(lines: readonly NamedLine[], index: number, which: LineQuantity["which"]): string | null {
  const { name, channel } = lines[index]!;
  if (name === undefined) return null;
  const ambiguous = which === "ope2" && lines.filter((other) => other.name === name).length > 1;
  return ambiguous ? `${name} ${channel}` : name;
}

/** The quantity that a label such as `delta[ε]`, `ope2[ε channel]` or `ope2[4]` stands for; null where there is none. */
export function findQuantity(lines: readonly NamedLine[], label: string): LineQuantity | null {
  const [, which, key] = /^(delta|ope2)\[(.+)\]$/.exec(label) ?? [];
  if (which !== "delta" && which !== "ope2") return null;
  const named = lines.findIndex((_, index) => nameOfLine(lines, index, which) === key);
  const index = named >= 0 || !/^\d+$/.test(key!) ? named : Number(key) - 1;
  return index in lines ? { index, which } : null;
}

/** A quantity of a theory. */
export interface Quantity {
  readonly kind: "delta" | "ope2";
  /** index into the operators, from 0 */
  readonly operator: number;
  /** index into the lines of a result, one an operator and channel, from 0 */
  readonly term: number;
}

/**
 * {@link findQuantity} among the operators of a theory.
 *
 * @param count operators there are
 * @throws InputError where the text stands for none
 */
export function parseQuantity(text: string, theory: Theory, count = theory.spectrum.length): Quantity {
  const lines = theory.spectrum
    .slice(0, count)
    .flatMap(({ name, channels }, operator) => channels.map((channel) => ({ operator, name, channel })));
  const found = findQuantity(lines, text);
  if (found) return { kind: found.which, operator: lines[found.index]!.operator, term: found.index };
  const which = text.startsWith("ope2") ? "ope2" : "delta";
  const names = [...new Set(lines.map((_, index) => nameOfLine(lines, index, which)))];
  const known = names.filter((name) => name !== null);
  throw new InputError({
    where: "quantity",
    found: text,
    allowed: `delta[x] or ope2[x] with x a number from 1 to ${lines.length}${known.length > 0 ? ` or a name (${known.join(", ")})` : ""}`,
  });
}
