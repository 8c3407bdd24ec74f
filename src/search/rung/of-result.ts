import { freeDimensions, placedTerms } from "../../crossing/truncated/truncation.js";
import { InputError } from "../../errors.js";
import type { EvaluationCounter } from "../../problem/evaluation-counter.js";
import type { Rung as RungSpec, Theory } from "../../theory/theory.js";
import type { ObjectiveName, RungSummary, SearchResult } from "../result.js";
import { Rung } from "./rung.js";
import type { Setting } from "./setting.js";
import { operatorCount } from "./truncation.js";

/** What a ladder noted of a rung that it climbed, as far as the rung is made of it. */
export type NotedRung = Pick<RungSummary, "operators" | "cut" | "channelAmplitudes">;

/** How a rung is wanted again. */
export interface RungUse {
  /** default `whitened` */
  readonly objective?: ObjectiveName;
  readonly counter?: EvaluationCounter;
  /** another cut, by so much in Δ */
  readonly cutShift?: number;
  /** another shape of the tail than the theory's */
  readonly shape?: string;
}

/** A rung as a ladder left it: its channels' tails have the sizes that were fitted there. */
export function rungOf(
  setting: Setting,
  { operators, cut, channelAmplitudes = {} }: NotedRung,
  { objective = "whitened", counter = { evaluations: 0 }, cutShift = 0, shape }: RungUse = {},
): Rung {
  return new Rung(setting, { operators, cut: cut + cutShift }, objective, counter, {
    amplitudes: channelAmplitudes,
    ...(shape !== undefined && { shape }),
  });
}

/** Where on its theory's ladder a result stands. */
export interface ResultPlace {
  readonly spec: RungSpec;
  /** what the search noted there; at least the rung itself */
  readonly noted: NotedRung & Partial<Pick<RungSummary, "amplitude">>;
}

/** @throws InputError where the theory has not the operators of the result, or the result no cut */
export function placeOfResult(
  theory: Theory,
  { operators: lines, cut, ladder, theory: name }: SearchResult,
): ResultPlace {
  if (cut === null)
    throw new InputError({ where: "run", found: name, allowed: "has no cut: nothing is left to a tail" });
  const operators = operatorCount(theory, lines);
  const step = theory.ladder.find((rung) => rung.operators === operators);
  return {
    spec: { ...step, operators, cut },
    noted: ladder?.find((rung) => rung.operators === operators && rung.cut === cut) ?? { operators, cut },
  };
}

/** Unknown dimensions [free] of a rung at a line an operator and channel, as results have them. */
export function dimensionsAt({ truncation }: Rung, lines: readonly number[]): Float64Array {
  const terms = placedTerms(truncation);
  const lineOf = (k: number) => terms.findIndex(({ operator }) => operator === k);
  return Float64Array.from(freeDimensions(truncation), (k) => lines[lineOf(k)]!);
}
