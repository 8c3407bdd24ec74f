import { familyOf } from "../../theory/family-of.js";
import type { OperatorSpec, Rung, Theory } from "../../theory/theory.js";
import { RESOLVED } from "../inference/criteria.js";
import type { FoundContent } from "../result.js";
import { CUT_VARIATION } from "../rung/truncation.js";
import { type Kind, sameKind, unknownOperator } from "./kinds.js";

/** Operators of unknown dimension in the order in which a ladder takes them up, and its rungs; given operators stand where they belong by Δ. */
export type Partition = Pick<FoundContent, "spectrum" | "ladder">;

/** Unknown operators of a written spectrum may lie this many levels above the highest cut. */
const ABOVE_CUT = 1;

/** A theory whose partition was unknown, with one: what `search` searches. */
export function withPartition(theory: Theory, { spectrum, ladder }: Partition): Theory {
  const highest = ladder.at(-1)!.cut + ABOVE_CUT * familyOf(theory).levelSpacing;
  return {
    ...theory,
    partition: "given",
    spectrum: spectrum.map(({ delta, ...kind }) =>
      delta === null ? unknownOperator(theory, kind, highest) : given(theory, kind, delta),
    ),
    ladder,
  };
}

function given(theory: Theory, kind: Kind, delta: number): OperatorSpec {
  const spec = theory.spectrum.find((each) => sameKind(each, kind) && each.fixedDelta === delta);
  if (!spec) throw new Error(`no operator of ${theory.name} is fixed at ${delta}`);
  return spec;
}

/** Given operators of a theory that lie below a cut. */
export const givenBelow = ({ spectrum }: Theory, cut: number): OperatorSpec[] =>
  spectrum.filter(({ fixedDelta }) => fixedDelta! <= cut);

/** The same with their dimensions. */
export const givenOperators = (theory: Theory, cut: number): FoundOperator[] =>
  givenBelow(theory, cut).map(({ channels, spin, fixedDelta }) => ({ channels, spin, delta: fixedDelta! }));

/** An operator with the dimension that was found for it. */
export interface FoundOperator extends Kind {
  readonly delta: number;
}

/**
 * A ladder for a content that was found: at each cut the operators below, the number of them rising from rung to rung, and each
 * cut in the middle of the gap around it where that lies above, by up to half a level. Dimensions decide the order and the gaps alone; they are not kept.
 *
 * @param cuts ascending; at the last one the ladder ends
 */
export function partitionOf(
  theory: Theory,
  found: readonly FoundOperator[],
  cuts: readonly number[],
): Partition {
  const all = [
    ...theory.spectrum.map(({ channels, spin, fixedDelta }) => ({
      channels,
      spin,
      delta: fixedDelta!,
      known: true,
    })),
    ...found.map((operator) => ({ ...operator, known: false })),
  ].sort((a, b) => a.delta - b.delta);
  const top = cuts.at(-1)!;
  const kept = all.filter(({ delta, known }) => !known || delta <= top);
  const narrowest = RESOLVED * familyOf(theory).levelSpacing;
  const reach = CUT_VARIATION * familyOf(theory).levelSpacing;
  const rungs = cuts.flatMap((cut) => rungAt(kept, { cut, top, narrowest, reach }) ?? []);
  const last = rungs.at(-1)!;
  const ladder = rungs.filter(
    ({ operators }, k) =>
      operators > 0 && operators > (rungs[k - 1]?.operators ?? 0) && operators < last.operators,
  );
  return {
    spectrum: kept.map(({ channels, spin, delta, known }) => ({
      channels,
      spin,
      delta: known ? delta : null,
    })),
    ladder: [...ladder, last],
  };
}

/**
 * Null where a cut has no gap around it: operators as near to each other as these belong to one rung.
 *
 * @param kept ascending
 */
function rungAt(
  kept: readonly { readonly delta: number }[],
  {
    cut,
    top,
    narrowest,
    reach,
  }: { readonly cut: number; readonly top: number; readonly narrowest: number; readonly reach: number },
): Rung | null {
  const operators = cut === top ? kept.length : kept.filter(({ delta }) => delta < cut).length;
  const below = kept[operators - 1];
  const above = kept[operators];
  if (!below || !above) return { operators, cut: top };
  if (above.delta - below.delta < narrowest) return null;
  const middle = (below.delta + above.delta) / 2;
  return { operators, cut: rounded(Math.min(Math.max(middle, cut), cut + reach)) };
}

/** Cuts are guesses: two decimals are plenty. */
const rounded = (cut: number) => Math.round(100 * cut) / 100;
