import { QUANTILE } from "../../src/search/inference/error-bars.js";

/** One number that a search was to find. */
export interface Entry {
  readonly theory: string;
  /** kind of theory: a row of the table that is judged */
  readonly kind: string;
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
  /** chance that intervals of 95 % hold the truth this seldom or seldomer; null without numbers */
  readonly chance: number | null;
  /** numbers further than five bars from the truth */
  readonly beyond5: number;
  readonly medianBarOverError: number | null;
  readonly undetermined: number;
}

/** results/calibration/calibration.json */
export interface Calibration {
  readonly all: Summary;
  /** by kind of theory */
  readonly kinds: Readonly<Record<string, Summary>>;
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
  const by = (key: "kind" | "theory") =>
    Object.fromEntries(
      [...new Set(entries.map((entry) => entry[key]))].map((name) => [
        name,
        summary(entries.filter((entry) => entry[key] === name)),
      ]),
    );
  return { all: summary(entries), kinds: by("kind"), theories: by("theory") };
}

function summary(entries: readonly Entry[]): Summary {
  const pulls = entries.flatMap(({ value, error, exact }) =>
    error === null || exact === null ? [] : [Math.abs(value - exact) / error],
  );
  const within = (bars: number) => pulls.filter((pull) => pull <= bars).length;
  const share = (bars: number) => (pulls.length === 0 ? null : within(bars) / pulls.length);
  const sorted = pulls.map((pull) => 1 / pull).sort((a, b) => a - b);
  return {
    numbers: pulls.length,
    within68: share(1),
    within95: share(QUANTILE),
    chance: pulls.length === 0 ? null : binomialTail(within(QUANTILE), pulls.length, 0.95),
    beyond5: pulls.filter((pull) => pull > 5).length,
    medianBarOverError: sorted[sorted.length >> 1] ?? null,
    undetermined: entries.filter(({ error }) => error === null).length,
  };
}

/** Chance of at most `successes` of `count` trials. */
function binomialTail(successes: number, count: number, probability: number): number {
  let logarithm = count * Math.log(1 - probability);
  let sum = Math.exp(logarithm);
  for (let k = 1; k <= successes; k++) {
    logarithm += Math.log(((count - k + 1) / k) * (probability / (1 - probability)));
    sum += Math.exp(logarithm);
  }
  return Math.min(1, sum);
}

/** The tables of results/calibration/README.md: by kind of theory, and by theory where any number was determined. */
export function calibrationTable({
  all,
  kinds,
  theories,
}: Pick<Calibration, "all" | "kinds" | "theories">): string {
  const percent = (value: number | null) => (value === null ? "–" : `${(100 * value).toFixed(1)} %`);
  const line = (name: string, { numbers, undetermined, ...rest }: Summary) =>
    `| ${name} | ${numbers} | ${percent(rest.within95)} | ${rest.chance === null ? "–" : rest.chance.toFixed(3)} | ${percent(rest.within68)} | ${rest.beyond5} | ${rest.medianBarOverError?.toFixed(1) ?? "–"} | ${undetermined} |`;
  const head = (name: string) => [
    `| ${name} | determined | in 95 % interval | chance of so few | in 68 % interval | beyond 5 bars | median bar / error | undetermined |`,
    "|---|--:|--:|--:|--:|--:|--:|--:|",
  ];
  return `${[
    ...head("kind"),
    ...Object.entries(kinds).map(([name, each]) => line(name, each)),
    line("all", all),
    "",
    ...head("theory"),
    ...Object.entries(theories).map(([id, each]) => line(`\`${id}\``, each)),
  ].join("\n")}\n`;
}
