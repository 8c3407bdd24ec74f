import { betweenPoles, checkDimension, checkRange, type DimensionContext } from "./allowed-dimensions.js";
import type { Reader } from "./reader.js";
import type { SpectrumRow } from "./schema.js";
import type { OperatorSpec, SpectrumGap, Theory } from "./theory.js";

/** What a row is read against. */
export interface SpectrumContext extends DimensionContext {
  readonly separation: number;
  /** releases fixed dimensions */
  readonly free: boolean;
  /** path of the rows in the file: `spectrum`, or inside a preset */
  readonly field: string;
}

/** Squared OPE coefficients without a stated range: far above what unit-normalised operators reach at moderate Δ. */
const widestOpe2 = 100;

/** A row of the file with its place in it and the operator it describes. */
interface ReadRow {
  readonly row: SpectrumRow;
  readonly field: string;
  readonly operator: OperatorSpec;
}

/**
 * One operator an entry, rows with a count repeated, in the order of the rows.
 * @throws InputError where a row breaks unitarity, has its bounds in the wrong order, no room for its operators, or a name used twice
 */
export function readSpectrum(rows: readonly SpectrumRow[], context: SpectrumContext): OperatorSpec[] {
  const read = rows.map((row, index) => {
    const field = `${context.field}[${index}]`;
    return { row, field, operator: readRow(row, field, context) };
  });
  refuseRepeatedNames(read, context.reader);
  refuseCloseFixed(read, context);
  return read.flatMap((entry) => {
    const operator = context.free ? release(entry, read, context) : entry.operator;
    return Array.from({ length: entry.row.count ?? 1 }, () => operator);
  });
}

/**
 * Of the rows only the operators of fixed dimension, and the lower ends of ranges that a row calls a gap; nothing of the other rows is read
 * but where they stand.
 * @throws InputError as {@link readSpectrum}
 */
export function readFixed(
  rows: readonly SpectrumRow[],
  context: SpectrumContext,
): Pick<Theory, "spectrum" | "gaps"> {
  const read = rows.flatMap((row, index) => {
    const field = `${context.field}[${index}]`;
    return Array.isArray(row.delta) ? [] : [{ row, field, operator: readRow(row, field, context) }];
  });
  refuseRepeatedNames(read, context.reader);
  refuseCloseFixed(read, context);
  const gaps = rows.flatMap((row, index): SpectrumGap[] => {
    if (!row.gap) return [];
    const { spin, delta } = row;
    const field = `${context.field}[${index}]`;
    if (!Array.isArray(delta))
      throw context.reader.fail(
        `${field}.gap`,
        row.gap,
        "belongs to a range of delta, whose lower end it is",
      );
    const channels = context.exchange.ofRow(row.channel, spin, field);
    return [{ channels, spin, delta: context.reader.number(delta[0], `${field}.delta[0]`) }];
  });
  return { spectrum: context.free ? [] : read.map(({ operator }) => operator), gaps };
}

function readRow(row: SpectrumRow, field: string, context: SpectrumContext): OperatorSpec {
  const { reader, exchange } = context;
  const channels = exchange.ofRow(row.channel, row.spin, field);
  refuseStrangers(row.ope2, channels, field, reader);
  const delta = readDelta(row, channels, field, context);
  const fixed = !Array.isArray(row.delta);
  const count = row.count ?? 1;
  if (fixed && count > 1)
    throw reader.fail(`${field}.count`, count, "operators of one fixed dimension cannot share a row");
  if (row.name !== undefined && count > 1)
    throw reader.fail(`${field}.name`, row.name, "only a row of one operator has a name");
  if (row.free && !fixed)
    throw reader.fail(`${field}.free`, row.free, "only a fixed dimension has a range to be released to");
  if (delta[1] - delta[0] < (count - 1) * context.separation) {
    const room = `has no room for ${count} operators ${context.separation} apart`;
    throw reader.fail(`${field}.delta`, row.delta, room);
  }
  const uncertainty = Array.isArray(row.delta) ? 0 : reader.uncertainty(row.delta, `${field}.delta`);
  return {
    ...(row.name === undefined ? {} : { name: row.name }),
    channels,
    spin: row.spin,
    fixedDelta: fixed ? delta[0] : null,
    ...(uncertainty > 0 ? { deltaUncertainty: uncertainty } : {}),
    conserved: readConserved(row, delta[0], field, context),
    delta,
    ope2: channels.map((channel) => readOpe2(row, channel, field, context)),
    window: row.window === undefined ? delta[1] - delta[0] : reader.positive(row.window, `${field}.window`),
    guess: row.guess ?? true,
  };
}

function readDelta(
  row: SpectrumRow,
  channels: readonly string[],
  field: string,
  context: SpectrumContext,
): readonly [number, number] {
  const { reader } = context;
  const path = `${field}.delta`;
  if (!Array.isArray(row.delta)) {
    const fixed = reader.number(row.delta, path);
    checkDimension(fixed, { spin: row.spin, channels, path }, context);
    return [fixed, fixed];
  }
  const range = reader.range(row.delta, path);
  checkRange(range, { spin: row.spin, channels, path }, context);
  if (range[0] === range[1]) throw reader.fail(path, row.delta, "a fixed dimension is written as one number");
  return range;
}

function readConserved(
  row: SpectrumRow,
  delta: number,
  field: string,
  { reader, exchange }: SpectrumContext,
): boolean {
  if (!row.conserved) return false;
  const bound = exchange.family.unitarityBound(row.spin);
  if (row.spin === 0 || Array.isArray(row.delta) || delta !== bound) {
    const allowed = `a conserved current has positive spin and delta fixed at the unitarity bound (${bound} here)`;
    throw reader.fail(`${field}.conserved`, row.conserved, allowed);
  }
  return true;
}

function readOpe2(
  row: SpectrumRow,
  channel: string,
  field: string,
  { reader, exchange, unitary }: SpectrumContext,
): readonly [number, number] {
  const positive = unitary && !exchange.channels[channel]!.signed;
  const path = Array.isArray(row.ope2) ? `${field}.ope2` : `${field}.ope2.${channel}`;
  const given = Array.isArray(row.ope2) ? row.ope2 : row.ope2?.[channel];
  const range = given ? reader.range(given, path) : ([positive ? 0 : -widestOpe2, widestOpe2] as const);
  if (positive && range[0] < 0) {
    throw reader.fail(path, given, "must not be negative (or set unitary: false)");
  }
  return range;
}

function refuseStrangers(
  ope2: SpectrumRow["ope2"],
  channels: readonly string[],
  field: string,
  reader: Reader,
): void {
  if (ope2 === undefined || Array.isArray(ope2)) return;
  const stranger = Object.keys(ope2).find((channel) => !channels.includes(channel));
  if (stranger === undefined) return;
  const allowed = `not a channel of this row; it has ${channels.join(", ")}`;
  throw reader.fail(`${field}.ope2.${stranger}`, ope2[stranger], allowed);
}

function refuseRepeatedNames(read: readonly ReadRow[], reader: Reader): void {
  const seen = new Map<string, string>();
  for (const { field, operator } of read) {
    if (operator.name === undefined) continue;
    const first = seen.get(operator.name);
    if (first !== undefined)
      throw reader.fail(`${field}.name`, operator.name, `is the name of ${first} already`);
    seen.set(operator.name, field);
  }
}

function refuseCloseFixed(read: readonly ReadRow[], { reader, separation }: SpectrumContext): void {
  const fixed = read.filter(({ operator }) => operator.fixedDelta !== null);
  for (const [position, { row, field, operator }] of fixed.entries()) {
    const near = fixed
      .slice(0, position)
      .find((other) => alike(operator, other.operator) && distance(operator, other.operator) < separation);
    if (!near) continue;
    const allowed = `must be ${separation} (separation) away from ${near.field}.delta of the same spin`;
    throw reader.fail(`${field}.delta`, row.delta, allowed);
  }
}

/** May the two be taken for one another: the same spin in the same channel? */
export function alike(a: OperatorSpec, b: OperatorSpec): boolean {
  return a.spin === b.spin && a.channels.some((channel) => b.channels.includes(channel));
}

function distance(a: OperatorSpec, b: OperatorSpec): number {
  return Math.abs(a.delta[0] - b.delta[0]);
}

/** The operator of a row with a fixed dimension turned into an unknown. */
function release(entry: ReadRow, read: readonly ReadRow[], context: SpectrumContext): OperatorSpec {
  const { row, operator } = entry;
  const short = operator.channels.every((channel) => context.exchange.channels[channel]!.short);
  if (operator.fixedDelta === null || short) return operator;
  const delta = releasedRange(entry, read, context);
  const window = row.window === undefined ? delta[1] - delta[0] : operator.window;
  return { ...operator, fixedDelta: null, conserved: false, delta, window };
}

/**
 * The range of a released dimension: `free` where the file gives one; else from the unitarity bound (scalars and
 * non-unitary theories: the lowest bound among the unknown dimensions of that spin) to the highest bound among the
 * unknown dimensions of that spin, or of all spins where that spin has none.
 */
function releasedRange(
  { row, field, operator }: ReadRow,
  read: readonly ReadRow[],
  context: SpectrumContext,
): readonly [number, number] {
  const { reader, exchange, unitary } = context;
  if (row.free) {
    const range = reader.range(row.free, `${field}.free`);
    checkRange(range, { ...operator, path: `${field}.free` }, context);
    return range;
  }
  const unknown = read.map((other) => other.operator).filter(({ fixedDelta }) => fixedDelta === null);
  const sameSpin = unknown.filter((other) => alike(operator, other));
  const atBound = unitary && row.spin > 0;
  const lowest = atBound
    ? exchange.family.unitarityBound(row.spin)
    : Math.min(...sameSpin.map(({ delta }) => delta[0]));
  const highest = Math.max(...(sameSpin.length > 0 ? sameSpin : unknown).map(({ delta }) => delta[1]));
  if (Number.isFinite(lowest) && lowest < highest) return betweenPoles(lowest, highest, operator, context);
  throw reader.fail(
    `${field}.delta`,
    row.delta,
    "--free needs a range for this dimension: add free: [lower, upper]",
  );
}
