import { placedTerms } from "../../crossing/truncated/truncation.js";
import type { Rung } from "../rung/rung.js";
import { SAME_OPERATOR } from "./criteria.js";
import type { Fit } from "./error-bars.js";

/** Another content that may be the right one: its numbers, with their posterior's standard deviations; null where there is no unknown. */
export interface OtherContent {
  readonly lines: readonly {
    readonly channel: string;
    readonly spin: number;
    readonly delta: number;
    readonly error: number | null;
    readonly ope2: number;
    readonly ope2Error: number | null;
  }[];
  /** against the content of the solution */
  readonly odds: number;
}

/**
 * Bars over several contents: with weights w ∝ odds, σ² = Σ w (σ_c² + (x_c − x)²) about the value x of the solution, σ_c the bar of a content. What the
 * guesses about the tail do is taken to be the same in all. A content that has no such operator says nothing about its bar; it may keep it from being
 * determined.
 *
 * @param total bars of the solution, guesses included
 * @source J. A. Hoeting, D. Madigan, A. E. Raftery, C. T. Volinsky, Statist. Sci. 14 (1999) 382
 */
export function averagedErrors(
  { truncation, levelSpacing }: Rung,
  solution: Fit,
  total: Fit["errors"],
  contents: readonly OtherContent[],
): Fit["errors"] {
  const sum = contents.reduce((odds, content) => odds + content.odds, 1);
  const delta = [...total.delta];
  const ope2 = [...total.ope2];
  const terms = placedTerms(truncation);
  const firstTerm = (t: number) => terms[t - 1]?.operator !== terms[t]!.operator;
  for (const [t, { channel, spin, operator }] of terms.entries()) {
    const place = solution.delta[operator]!;
    const variance = { delta: 0, ope2: 0 };
    for (const { lines, odds } of contents) {
      const same = lines
        .filter((line) => line.channel === channel && line.spin === spin)
        .sort((a, b) => Math.abs(a.delta - place) - Math.abs(b.delta - place))[0];
      if (!same || Math.abs(same.delta - place) > SAME_OPERATOR * levelSpacing) continue;
      const weight = odds / sum;
      variance.delta += weight * more(same.delta - place, same.error, solution.errors.delta[operator]);
      variance.ope2 += weight * more(same.ope2 - solution.ope2[t]!, same.ope2Error, solution.errors.ope2[t]);
    }
    // a dimension that several channels share is widened once
    if (firstTerm(t)) delta[operator] = widened(total.delta[operator], variance.delta);
    ope2[t] = widened(total.ope2[t], variance.ope2);
  }
  return { delta, ope2 };
}

const widened = (bar: number | null | undefined, variance: number) =>
  bar === null || bar === undefined ? null : Math.sqrt(bar * bar + variance);

function more(distance: number, error: number | null, own: number | null | undefined): number {
  return distance * distance + Math.max(0, (error ?? 0) * (error ?? 0) - (own ?? 0) * (own ?? 0));
}
