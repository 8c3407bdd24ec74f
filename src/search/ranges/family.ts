import { matrixTerms, operatorData, type Truncation } from "../../crossing/truncated/truncation.js";
import { InputError } from "../../errors.js";
import type { Quantity } from "../../theory/quantities.js";
import type { OperatorSpec, Theory } from "../../theory/theory.js";
import { type Fit, fit } from "../inference/error-bars.js";
import type { SearchResult } from "../result.js";
import { dimensionsAt, type ResultPlace, rungOf } from "../rung/of-result.js";
import type { Rung } from "../rung/rung.js";
import type { Setting } from "../rung/setting.js";
import { truncation } from "../rung/truncation.js";

/** The best solution with one quantity held at a value. */
export interface FamilyMember {
  readonly value: number;
  /** at the amplitude that fits this member: about the number of rows wherever the tail explains the residual */
  readonly chi2: number;
  /** of the tail; how fast it grows along a family says how much the data care */
  readonly amplitude: number;
  /** −2 ln(evidence) with the quantity held, comparable between members */
  readonly evidence: number;
  /** a line an operator and channel, in the order of the search */
  readonly operators: readonly {
    readonly channel: string;
    readonly spin: number;
    readonly name?: string;
    readonly delta: number;
    readonly ope2: number;
  }[];
}

/** Where the members of a family are taken. */
export interface FamilyGrid {
  readonly from: number;
  readonly to: number;
  /** values, both ends among them, at least 2 */
  readonly steps: number;
}

/** A search's result with what it was found in. */
export interface Searched {
  readonly setting: Setting;
  readonly result: SearchResult;
  readonly place: ResultPlace;
}

/**
 * The solutions around a search's result with one quantity held at each value of a grid: all others are minimised again and the tail's amplitude
 * is fitted, from the neighbour on the side of the search's own value and from every distinct solution of the search; the one of the largest evidence is kept.
 *
 * @throws InputError where the quantity is no unknown, an entry of a semidefinite matrix (whose other entries could not be held to it), or a
 *   value lies outside its range
 */
export function solutionFamily(
  { setting, result, place }: Searched,
  quantity: Quantity,
  { from, to, steps }: FamilyGrid,
): FamilyMember[] {
  checkGrid(setting.theory, quantity, [from, to]);
  checkMatrices(truncation(setting.theory, place.spec.operators, place.spec.cut), quantity);
  const values = Array.from({ length: steps }, (_, i) => from + ((to - from) * i) / (steps - 1));
  const found = result.operators[quantity.term]![quantity.kind].value;
  const member = memberFinder({ setting, result, place }, quantity);
  const walk = (side: readonly number[]) => {
    let last: FamilyMember | null = null;
    return side.map((value) => {
      last = member(value, last);
      return last;
    });
  };
  const below = walk(values.filter((value) => value < found).reverse()).reverse();
  return [...below, ...walk(values.filter((value) => value >= found))];
}

function memberFinder({ setting, result, place: { noted } }: Searched, quantity: Quantity) {
  const { theory } = setting;
  return (value: number, neighbour: FamilyMember | null): FamilyMember => {
    const held = { ...setting, theory: { ...theory, spectrum: heldSpectrum(theory, quantity, value) } };
    const rung = rungOf(held, noted);
    const from = (deltas: readonly number[], amplitude: number) =>
      fit(rung, dimensionsAt(rung, deltas), amplitude);
    const starts = result.solutions.map(({ operators }) =>
      from(
        operators.map(({ delta }) => delta.value),
        noted.amplitude ?? 1,
      ),
    );
    if (neighbour)
      starts.push(
        from(
          neighbour.operators.map(({ delta }) => delta),
          neighbour.amplitude,
        ),
      );
    const best = starts.reduce((least, other) => (other.evidence < least.evidence ? other : least));
    return describe(theory, rung, value, best);
  };
}

function describe(theory: Theory, rung: Rung, value: number, { delta, ope2, ...rest }: Fit): FamilyMember {
  const names = rung.truncation.operators.flatMap(({ terms }, k) =>
    terms.map(() => theory.spectrum[k]!.name),
  );
  return {
    value,
    chi2: rest.chi2,
    amplitude: rest.amplitude,
    evidence: rest.evidence,
    operators: operatorData(rung.truncation, delta, ope2).map(
      ({ channel, spin, delta: place, ope2: size }, t) => ({
        channel,
        spin,
        ...(names[t] !== undefined && { name: names[t] }),
        delta: place,
        ope2: size,
      }),
    ),
  };
}

/** The spectrum with one quantity at a value. */
function heldSpectrum({ spectrum }: Theory, quantity: Quantity, value: number): OperatorSpec[] {
  const { kind, operator } = quantity;
  const channel = channelOf(spectrum, quantity);
  return spectrum.map((spec, k) => {
    if (k !== operator) return spec;
    if (kind === "delta") return { ...spec, fixedDelta: value, delta: [value, value] };
    return { ...spec, ope2: spec.ope2.map((range, c) => (c === channel ? [value, value] : range)) };
  });
}

/** Which of the operator's channels the quantity's line is. */
const channelOf = (spectrum: readonly OperatorSpec[], { operator, term }: Quantity) =>
  term - spectrum.slice(0, operator).reduce((sum, { channels }) => sum + channels.length, 0);

function checkGrid({ spectrum }: Theory, quantity: Quantity, ends: readonly number[]): void {
  const { fixedDelta, delta, ope2 } = spectrum[quantity.operator]!;
  if (quantity.kind === "delta" && fixedDelta !== null)
    throw new InputError({ where: "quantity", found: "a fixed dimension", allowed: "an unknown one" });
  const [lower, upper] = quantity.kind === "delta" ? delta : ope2[channelOf(spectrum, quantity)]!;
  for (const end of ends)
    if (!(end >= lower && end <= upper))
      throw new InputError({ where: "grid", found: end, allowed: `within its range [${lower}, ${upper}]` });
}

function checkMatrices(truncation: Truncation, { kind, term }: Quantity): void {
  if (kind === "ope2" && matrixTerms(truncation).some((terms) => terms.includes(term)))
    throw new InputError({
      where: "grid",
      found: "an entry of a positive semidefinite matrix of coefficients",
      allowed: "families of dimensions and of coefficients of one channel; its window is available",
    });
}
