import { compare, withExact } from "../../src/compare/compare.js";
import type { ContentOperator, SearchResult } from "../../src/search/result.js";
import { theoryOfResult } from "../../src/search/rung/theory-of-result.js";
import { familyOf } from "../../src/theory/family-of.js";
import type { Theory } from "../../src/theory/theory.js";

/** Determined numbers beside exact and published values. */
export interface Judged {
  readonly determined: number;
  /** of those with a reference: how many there are, how many are within two bars, and beyond five */
  readonly judged: number;
  readonly within2: number;
  readonly beyond5: number;
  /** largest distance, in bars; null without references */
  readonly pull: number | null;
}

/** Does a level have the exact content below its cut less half a level? */
export interface Levels {
  readonly right: number;
  readonly all: number;
  /** of the level that the result stands on */
  readonly final: "chosen" | "comparable" | "missing";
}

export const rounded = (value: number) => Number(value.toPrecision(3));

export function judged(result: SearchResult, theory: Theory, references = true): Judged {
  const own = theoryOfResult(theory, result);
  const determined = withExact(result, own)
    .operators.flatMap(({ delta, ope2 }) => [delta, ope2])
    .filter(({ error }) => error !== null).length;
  const pulls = references
    ? compare(result, own).flatMap(({ pull }) => (pull === null ? [] : [Math.abs(pull)]))
    : [];
  return {
    determined,
    judged: pulls.length,
    within2: pulls.filter((pull) => pull <= 2).length,
    beyond5: pulls.filter((pull) => pull > 5).length,
    pull: pulls.length > 0 ? rounded(Math.max(...pulls)) : null,
  };
}

/**
 * Unknown operators up to the highest determined dimension beside the exact ones: right, missing, too many.
 */
export function contentOf(
  result: SearchResult,
  { exact, spectrum }: Theory,
): readonly [right: number, missing: number, extra: number] {
  const highest = Math.max(
    0,
    ...result.operators.filter(({ determined }) => determined).map(({ delta }) => delta.value),
  );
  const fixed = (channel: string, spin: number, delta: number) =>
    result.operators.some(
      (line) =>
        line.delta.fixed && line.channel === channel && line.spin === spin && line.delta.value === delta,
    ) ||
    spectrum.some((row) => row.fixedDelta === delta && row.spin === spin && row.channels.includes(channel));
  const wanted = exact.filter(
    ({ channel, spin, delta }) => delta <= highest + 0.1 && !fixed(channel, spin, delta),
  );
  const left = result.operators.filter(({ delta }) => !delta.fixed && delta.value <= highest + 0.1);
  let right = 0;
  for (const { channel, spin, delta } of wanted) {
    const k = left.findIndex(
      (line) => line.channel === channel && line.spin === spin && Math.abs(line.delta.value - delta) < 0.3,
    );
    if (k < 0) continue;
    left.splice(k, 1);
    right++;
  }
  return [right, wanted.length - right, left.length];
}

/** How often the exact content is chosen; null for what is no run of `discover`. */
export function levelsOf({ content, cut }: SearchResult, theory: Theory): Levels | null {
  if (!content || theory.exact.length === 0) return null;
  const { levelSpacing } = familyOf(theory);
  const isRight = (operators: readonly ContentOperator[], highest: number) =>
    sameContent(operators, exactUnknowns(theory, highest), highest, levelSpacing);
  const right = content.steps.filter((step) => isRight(step.operators, step.cut - levelSpacing / 2));
  const below = cut! - levelSpacing / 2;
  const last = content.steps.filter((step) => step.cut <= cut! + 1e-9).at(-1)!;
  const final = isRight(last.operators, below)
    ? "chosen"
    : content.rivals.some(({ operators }) => isRight(operators, below))
      ? "comparable"
      : "missing";
  return { right: right.length, all: content.steps.length, final };
}

/** Exact operators below a dimension that the theory does not give. */
const exactUnknowns = ({ exact, spectrum }: Theory, highest: number) =>
  exact.filter(
    ({ channel, spin, delta }) =>
      delta <= highest &&
      !spectrum.some(
        (row) => row.fixedDelta === delta && row.spin === spin && row.channels.includes(channel),
      ),
  );

/**
 * Every exact operator is there, and below the dimension nothing else; places within a quarter of a level.
 */
function sameContent(
  operators: readonly ContentOperator[],
  exact: Theory["exact"],
  highest: number,
  levelSpacing: number,
): boolean {
  const room = levelSpacing / 4;
  const left = [...operators];
  for (const { channel, spin, delta } of exact) {
    const k = left.findIndex(
      (other) =>
        other.spin === spin && other.channels.includes(channel) && Math.abs(other.delta - delta) <= room,
    );
    if (k < 0) return false;
    left.splice(k, 1);
  }
  return left.every(({ delta }) => delta > highest - room);
}
