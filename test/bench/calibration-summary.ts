import { QUANTILE } from "../../src/search/inference/error-bars.js";

/** One number that a search was to find. */
export interface Entry {
  readonly theory: string;
  readonly parameters: Readonly<Record<string, number>>;
  /** lines of the result it stands in: tells the rungs of a theory apart */
  readonly operators: number;
  readonly seed: number;
  readonly quantity: string;
  readonly value: number;
  /** one standard deviation; null where the search declares the number undetermined */
  readonly error: number | null;
  /** null where nothing is known */
  readonly exact: number | null;
}

export interface Summary {
  /** determined numbers with a known value */
  readonly numbers: number;
  /** shares of them within their nominal 68 and 95 % intervals; null without numbers */
  readonly within68: number | null;
  readonly within95: number | null;
  readonly medianBarOverError: number | null;
  readonly undetermined: number;
}

/** results/calibration/calibration.json */
export interface Calibration {
  readonly all: Summary;
  readonly theories: Readonly<Record<string, Summary>>;
  readonly entries: readonly Entry[];
}

/** Of a bar: numbers of one quantity that differ by less are one number. */
const SAME = 0.1;

/** One and the same number, found twice? */
export function isSame(a: Entry, b: Entry): boolean {
  const question = (e: Entry) => `${e.theory} ${JSON.stringify(e.parameters)} ${e.operators} ${e.quantity}`;
  if (question(a) !== question(b)) return false;
  if (a.error === null || b.error === null) return a.error === b.error;
  return Math.abs(a.value - b.value) <= SAME * Math.min(a.error, b.error);
}

export function summaries(entries: readonly Entry[]): Omit<Calibration, "entries"> {
  const theories = [...new Set(entries.map(({ theory }) => theory))];
  return {
    all: summary(entries),
    theories: Object.fromEntries(
      theories.map((id) => [id, summary(entries.filter(({ theory }) => theory === id))]),
    ),
  };
}

function summary(entries: readonly Entry[]): Summary {
  const pulls = entries.flatMap(({ value, error, exact }) =>
    error === null || exact === null ? [] : [Math.abs(value - exact) / error],
  );
  const share = (bars: number) =>
    pulls.length === 0 ? null : pulls.filter((pull) => pull <= bars).length / pulls.length;
  const sorted = pulls.map((pull) => 1 / pull).sort((a, b) => a - b);
  return {
    numbers: pulls.length,
    within68: share(1),
    within95: share(QUANTILE),
    medianBarOverError: sorted[sorted.length >> 1] ?? null,
    undetermined: entries.filter(({ error }) => error === null).length,
  };
}

/** The table of results/calibration/README.md. */
export function calibrationTable({ all, theories }: Pick<Calibration, "all" | "theories">): string {
  const percent = (value: number | null) => (value === null ? "–" : `${(100 * value).toFixed(1)} %`);
  const line = (name: string, { numbers, undetermined, ...rest }: Summary) =>
    `| ${name} | ${numbers} | ${percent(rest.within95)} | ${percent(rest.within68)} | ${rest.medianBarOverError?.toFixed(1) ?? "–"} | ${undetermined} |`;
  return `${[
    "| theory | determined | in 95 % interval | in 68 % interval | median bar / error | undetermined |",
    "|---|--:|--:|--:|--:|--:|",
    ...Object.entries(theories).map(([id, each]) => line(`\`${id}\``, each)),
    line("all", all),
  ].join("\n")}\n`;
}
