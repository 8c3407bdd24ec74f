import type { Reader } from "./reader.js";
import type { TheoryDocument } from "./schema.js";
import { ABOVE_CUT, HIGHEST_CUT, type OperatorSpec, type Rung } from "./theory.js";

/**
 * @throws InputError where operators or cuts do not increase, a rung has more operators than the spectrum, or one of known dimension more than
 * {@link ABOVE_CUT} above its cut: the tail stands for it already
 */
export function readLadder(
  rungs: TheoryDocument["ladder"],
  field: string,
  reader: Reader,
  {
    spectrum,
    channels,
    levelSpacing,
  }: {
    readonly spectrum: readonly Pick<OperatorSpec, "spin" | "fixedDelta">[];
    readonly channels: readonly string[];
    readonly levelSpacing: number;
  },
): Rung[] {
  const operatorCount = spectrum.length;
  let last: Rung & { readonly highest: number } = { operators: 0, cut: 0, highest: 0 };
  return rungs.map((rung, index) => {
    const path = `${field}[${index}]`;
    const { operators } = rung;
    const { cut, ...offsets } = readCut(rung.cut, `${path}.cut`, reader, channels);
    if (operators > operatorCount) {
      throw reader.fail(`${path}.operators`, operators, `the spectrum has ${operatorCount} operators`);
    }
    if (operators <= last.operators) {
      throw reader.fail(
        `${path}.operators`,
        operators,
        `must exceed the ${last.operators} of the rung before`,
      );
    }
    const highest = cut + Math.max(0, ...Object.values(offsets.cutOffsets ?? {}));
    if (highest > HIGHEST_CUT)
      throw reader.fail(
        `${path}.cut`,
        rung.cut,
        `must be at most ${HIGHEST_CUT}: above, rounding is all there is`,
      );
    if (cut < last.cut || (cut === last.cut && highest <= last.highest))
      throw reader.fail(`${path}.cut`, rung.cut, `must exceed the cut before, ${last.cut}`);
    const room = highest + ABOVE_CUT * levelSpacing;
    const above = spectrum.slice(0, operators).findIndex(({ fixedDelta }) => (fixedDelta ?? 0) > room);
    if (above >= 0) {
      const { spin, fixedDelta } = spectrum[above]!;
      const operator = `#${above + 1} of the spectrum (spin ${spin}, fixed at Δ = ${fixedDelta})`;
      throw reader.fail(
        `${path}.cut`,
        rung.cut,
        `must be about ${fixedDelta} or more: ${operator} belongs to this rung, and what lies well above a cut is the tail's`,
      );
    }
    last = { operators, cut, highest, ...offsets };
    return { operators, cut, ...offsets };
  });
}

/** `σ` or `σ ℓ=4` */
const CUT_NAME = /^(.*?)(?: ℓ=\d+)?$/;

/** The cut of the channels without one of their own is the lowest that is given; so is that of a spin, the channel's. */
function readCut(
  given: TheoryDocument["ladder"][number]["cut"],
  path: string,
  reader: Reader,
  channels: readonly string[],
): Omit<Rung, "operators"> {
  if (typeof given !== "object") return { cut: reader.positive(given, path) };
  const cuts = Object.entries(given).map(([name, value]) => {
    if (!channels.includes(CUT_NAME.exec(name)![1]!))
      throw reader.fail(`${path}.${name}`, value, `unknown channel; there are ${channels.join(", ")}`);
    return [name, reader.positive(value, `${path}.${name}`)] as const;
  });
  if (cuts.length === 0) throw reader.fail(path, given, "must name a channel");
  const cut = Math.min(...cuts.map(([, value]) => value));
  return { cut, cutOffsets: Object.fromEntries(cuts.map(([name, value]) => [name, value - cut])) };
}
