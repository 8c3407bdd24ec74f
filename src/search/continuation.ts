import { InputError } from "../errors.js";
import { exp, log, pow } from "../math/elementary.js";
import type { Theory } from "../theory/theory.js";
import type { SearchOptions } from "./options.js";
import type { SearchResult } from "./result.js";
import { operatorCount } from "./rung/truncation.js";

/** How the steps of a continuation are spread between its ends. */
export type Spacing =
  | { readonly kind: "linear" }
  | { readonly kind: "log" }
  /** x = from + (to − from) t^exponent: for exponents above one denser near the beginning; negative: evenly in x^exponent */
  | { readonly kind: "power"; readonly exponent: number };

/** A path along which a theory's parameter goes. */
export interface Along {
  readonly parameter: string;
  readonly from: number;
  readonly to: number;
  readonly spacing: Spacing;
}

const NUMBER = String.raw`[+-]?(?:\d+\.?\d*|\.\d+)(?:e[+-]?\d+)?`;
const PATTERN = new RegExp(
  `^([^=\\s]+)=(${NUMBER})\\.\\.(${NUMBER})(?::(linear|log|power:(${NUMBER})(?:/(${NUMBER}))?))?$`,
  "i",
);

/**
 * Reads `x=a..b`, `x=a..b:log`, `x=a..b:power:3`, `x=a..b:power:-1/3`.
 * @throws InputError for anything else, for equal ends, a logarithm or a negative power across zero, a power of zero
 */
export function parseAlong(text: string): Along {
  const [, parameter, from, to, spacing = "linear", power, divisor = "1"] = PATTERN.exec(text) ?? [];
  const wrong = (allowed: string) => new InputError({ where: "along", found: text, allowed });
  if (parameter === undefined)
    throw wrong(
      "expected name=first..last, with :linear, :log or :power:p after it, such as delta=0.1..0.9:log",
    );
  const ends = { parameter, from: Number(from), to: Number(to) };
  if (ends.from === ends.to) throw wrong("the two ends must differ");
  if (spacing === "log" && !(ends.from > 0 && ends.to > 0)) throw wrong("log needs two positive ends");
  if (power === undefined) return { ...ends, spacing: { kind: spacing === "log" ? "log" : "linear" } };
  const exponent = Number(power) / Number(divisor);
  if (exponent === 0 || !Number.isFinite(exponent)) throw wrong("the power must not be zero");
  if (exponent < 0 && !(ends.from > 0 && ends.to > 0))
    throw wrong("a negative power needs two positive ends");
  return { ...ends, spacing: { kind: "power", exponent } };
}

/** The values of the parameter, both ends among them and exactly. @throws InputError for fewer than two steps */
export function alongValues({ from, to, spacing }: Along, steps: number): number[] {
  if (!(Number.isInteger(steps) && steps >= 2))
    throw new InputError({ where: "steps", found: steps, allowed: "a whole number of at least 2" });
  return Array.from({ length: steps }, (_, k) => {
    if (k === 0) return from;
    if (k === steps - 1) return to;
    const t = k / (steps - 1);
    if (spacing.kind === "log") return exp(log(from) + t * (log(to) - log(from)));
    if (spacing.kind === "power") return powerPlace(from, to, spacing.exponent, t);
    return from + (to - from) * t;
  });
}

/** @param t from 0 to 1 */
function powerPlace(from: number, to: number, exponent: number, t: number): number {
  if (exponent > 0) return from + (to - from) * pow(t, exponent);
  const first = pow(from, exponent);
  return pow(first + (pow(to, exponent) - first) * t, 1 / exponent);
}

/** A fixed dimension moves with the theory's parameter: it is the theory's to say, not the last result's. */
function unknownOperators({ operators }: Pick<SearchResult, "operators">) {
  return operators
    .filter(({ delta }) => !delta.fixed)
    .map(({ channel, spin, delta }) => ({ channel, spin, delta: delta.value }));
}

/** Options of the next step: on the same rung, from every distinct solution of the last one. */
export function continued(
  theory: Pick<Theory, "name" | "spectrum" | "ladder">,
  options: SearchOptions,
  { operators, solutions }: SearchResult,
): SearchOptions {
  const { start: _, ...rest } = options;
  const count = operatorCount(theory, operators);
  const rungs = theory.ladder.findIndex((rung) => rung.operators === count) + 1;
  return { ...rest, strategy: "continuation", rungs, starts: solutions.map(unknownOperators) };
}
