import type { Term } from "../../crossing/equation.js";
import { placedTerms } from "../../crossing/truncated/truncation.js";
import type { EvaluationCounter } from "../../problem/evaluation-counter.js";
import { LOCALISED_DIMENSION, LOCALISED_SIGNIFICANCE, RESOLVED } from "../inference/criteria.js";
import { degeneracies } from "../inference/degenerate.js";
import { type Fit, fit } from "../inference/error-bars.js";
import { Rung } from "../rung/rung.js";
import type { Setting } from "../rung/setting.js";
import { givenBelow, givenOperators } from "./content.js";
import { type Kind, kindsBelow, sameKind, unknownOperator } from "./kinds.js";

/** An operator of unknown dimension of a solution. */
export interface SolvedOperator extends Kind {
  readonly delta: number;
  /** the posterior's standard deviation; null where the coefficient vanishes */
  readonly error: number | null;
  /** of its most significant coefficient: value over standard deviation */
  readonly significance: number;
}

/** An operator in one channel, with its posterior's standard deviations; null where there is no unknown. */
export interface SolvedLine extends Term {
  readonly delta: number;
  readonly error: number | null;
  readonly ope2: number;
  readonly ope2Error: number | null;
}

/** A content solved at a cut: plain numbers, to be carried to the next one. */
export interface Solution {
  /** ascending in Δ */
  readonly operators: readonly SolvedOperator[];
  /** of all that is kept, what is given too, a line an operator and channel */
  readonly lines: readonly SolvedLine[];
  readonly amplitude: number;
  readonly chi2: number;
  /** −2 ln(evidence), Occam factors of all its operators included */
  readonly evidence: number;
  readonly informativeRows: number;
  /** why it is no content of this level, whatever its evidence; null where it is one */
  readonly flaw: string | null;
}

/** Where a solution is looked for: a kind an operator, with the place to start from. */
export type Start = readonly (Kind & { readonly delta: number })[];

/** One cut: contents are solved here. */
export class Level {
  readonly kinds: readonly Kind[];

  constructor(
    readonly setting: Setting,
    readonly cut: number,
    readonly counter: EvaluationCounter,
  ) {
    this.kinds = kindsBelow(setting.theory, cut);
  }

  get spacing(): number {
    return this.setting.family.levelSpacing;
  }

  /** Polishes a content from a place, the amplitude fitted along. */
  solve(start: Start, amplitude: number): Solution {
    const sorted = [...start].sort((a, b) => a.delta - b.delta);
    const rung = this.rung(sorted);
    const found = fit(
      rung,
      Float64Array.from(sorted, ({ delta }) => delta),
      amplitude,
    );
    return this.solution(rung, sorted, found);
  }

  /** The given operators below the cut, and then these. */
  rung(unknown: readonly Kind[]): Rung {
    const { setting, cut, counter } = this;
    const { theory } = setting;
    const highest = cut + this.spacing;
    const spectrum = [
      ...givenBelow(theory, cut),
      ...unknown.map(({ channels, spin }) => unknownOperator(theory, { channels, spin }, highest)),
    ];
    const spec = { operators: spectrum.length, cut };
    const own = { ...setting, theory: { ...theory, spectrum, ladder: [spec] } };
    return new Rung(own, spec, "whitened", counter);
  }

  private solution(rung: Rung, kinds: Start, found: Fit): Solution {
    const terms = placedTerms(rung.truncation);
    const first = rung.truncation.operators.length - kinds.length;
    const operators = kinds.map(({ channels, spin }, k) => {
      const significances = terms.map(({ operator }, t) => {
        const error = found.errors.ope2[t];
        return operator === first + k && error ? Math.abs(found.ope2[t]!) / error : 0;
      });
      return {
        channels,
        spin,
        delta: found.delta[first + k]!,
        error: found.errors.delta[first + k] ?? null,
        significance: Math.max(...significances),
      };
    });
    return {
      operators: [...operators].sort((a, b) => a.delta - b.delta),
      lines: terms.map(({ channel, spin, operator }, t) => ({
        channel,
        spin,
        delta: found.delta[operator]!,
        error: found.errors.delta[operator] ?? null,
        ope2: found.ope2[t]!,
        ope2Error: found.errors.ope2[t] ?? null,
      })),
      amplitude: found.amplitude,
      chi2: found.chi2,
      evidence: found.evidence,
      informativeRows: found.informativeRows,
      flaw: this.above(operators) ?? this.unresolved(operators) ?? degeneracies(rung, found)[0]?.code ?? null,
    };
  }

  /** What lies above the cut is left to a higher one. */
  private above(operators: readonly SolvedOperator[]): string | null {
    return operators.some(({ delta }) => delta > this.cut) ? "above the cut" : null;
  }

  private unresolved(operators: readonly SolvedOperator[]): string | null {
    const given = givenOperators(this.setting.theory, this.cut);
    const near = operators.some((operator, k) =>
      [...given, ...operators.slice(0, k)].some(
        (other) => sameKind(other, operator) && !this.resolves(other.delta, operator.delta),
      ),
    );
    return near ? "two operators that are one" : null;
  }

  resolves(a: number, b: number): boolean {
    return Math.abs(a - b) >= RESOLVED * this.spacing;
  }
}

/** Do the rows fix an operator's place, and that it is there? */
export const isLocalised = ({ error, significance }: SolvedOperator, levelSpacing: number) =>
  error !== null && error <= LOCALISED_DIMENSION * levelSpacing && significance >= LOCALISED_SIGNIFICANCE;
