import type { Reader } from "./reader.js";
import type { TheoryDocument } from "./schema.js";
import type { Rung } from "./theory.js";

/** @throws InputError where operators or cuts do not increase, or a rung has more operators than the spectrum */
export function readLadder(
  rungs: TheoryDocument["ladder"],
  field: string,
  reader: Reader,
  {
    operators: operatorCount,
    channels,
  }: { readonly operators: number; readonly channels: readonly string[] },
): Rung[] {
  let last: Rung = { operators: 0, cut: 0 };
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
    if (cut <= last.cut)
      throw reader.fail(`${path}.cut`, rung.cut, `must exceed the cut before, ${last.cut}`);
    last = { operators, cut, ...offsets };
    return last;
  });
}

/** The cut of the channels without one of their own is the lowest that is given. */
function readCut(
  given: TheoryDocument["ladder"][number]["cut"],
  path: string,
  reader: Reader,
  channels: readonly string[],
): Omit<Rung, "operators"> {
  if (typeof given !== "object") return { cut: reader.positive(given, path) };
  const cuts = Object.entries(given).map(([channel, value]) => {
    if (!channels.includes(channel))
      throw reader.fail(`${path}.${channel}`, value, `unknown channel; there are ${channels.join(", ")}`);
    return [channel, reader.positive(value, `${path}.${channel}`)] as const;
  });
  if (cuts.length === 0) throw reader.fail(path, given, "must name a channel");
  const cut = Math.min(...cuts.map(([, value]) => value));
  return { cut, cutOffsets: Object.fromEntries(cuts.map(([channel, value]) => [channel, value - cut])) };
}
