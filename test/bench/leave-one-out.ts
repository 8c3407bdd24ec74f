// The criteria's thresholds, refitted without one kind of theories at a time, and what that kind's row of the
// calibration becomes.
//   node --import tsx test/bench/leave-one-out.ts            results/calibration/leave-one-out.md; half an hour of one core
import { spawnSync } from "node:child_process";
import { cpSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { whiteningWeights } from "../../src/crossing/tail/whitening.js";
import { fitAt } from "../../src/search/inference/error-bars.js";
import { startPlaces } from "../../src/search/ladder/starts.js";
import { Rung } from "../../src/search/rung/rung.js";
import { createSetting, type Setting } from "../../src/search/rung/setting.js";
import { loadTheory } from "../../src/theory/load.js";
import { type Case, cases, nameOf } from "./calibration-cases.js";
import type { Calibration } from "./calibration-summary.js";

/** What the thresholds are made of, level by level at exact data. */
interface Evidence {
  readonly kind: string;
  /** participation ratio of the exact tail */
  readonly facts: number[];
  /** ln of the ratio of the amplitudes of consecutive levels */
  readonly steps: number[];
}

const MOST_ROUNDS = 6;

function evidenceOf({ id, kind, set, free }: Case): Evidence {
  const theory = loadTheory(id, { set, ...(free && { free }) });
  const setting = createSetting(theory, theory.ladder);
  const facts: number[] = [];
  const steps: number[] = [];
  let below: number | null = null;
  for (const spec of theory.ladder) {
    const rung = new Rung(setting, spec, "whitened", { evaluations: 0 });
    const [place] = startPlaces(theory, spec, { starts: [theory.exact], required: false });
    const { lower, upper } = rung.problem(1);
    // the file's ranges may leave out what a level is said to hold
    if (!place?.every((value, j) => value >= lower[j]! && value <= upper[j]!)) {
      below = null;
      continue;
    }
    const x = Float64Array.from(place);
    let amplitude = 1;
    for (let round = 0; round < MOST_ROUNDS; round++) amplitude = rung.model!.fitAmplitude(x, amplitude);
    amplitude = fitAt(rung, x, amplitude).amplitude;
    facts.push(participation(setting, rung, amplitude));
    if (below !== null) steps.push(Math.log(amplitude / below));
    below = amplitude;
  }
  return { kind, facts: facts.filter((each) => each > 0), steps };
}

/** (Σq)²/Σq² of q = b² |W C|² over the exact operators above the cut. */
function participation(
  { theory, equation }: Setting,
  { model, truncation }: Rung,
  amplitude: number,
): number {
  const { whitening } = model!;
  const weights = whiteningWeights(whitening, amplitude);
  const value = new Float64Array(whitening.rows);
  const derivative = new Float64Array(whitening.rows);
  const shares = theory.exact
    .filter(({ delta }) => delta >= truncation.cut)
    .map(({ channel, spin, delta, ope2 }) => {
      equation.column({ channel, spin }, delta, value, derivative);
      let norm2 = 0;
      for (let j = 0; j < whitening.rows; j++) {
        let entry = 0;
        for (let i = 0; i < whitening.rows; i++)
          entry += whitening.directions[i * whitening.rows + j]! * value[i]!;
        norm2 += (weights[j]! * entry) ** 2;
      }
      return (ope2 * 4 ** delta) ** 2 * norm2;
    });
  const sum = shares.reduce((total, q) => total + q, 0);
  return sum === 0 ? 0 : sum ** 2 / shares.reduce((total, q) => total + q ** 2, 0);
}

interface Thresholds {
  readonly FACTS: number;
  readonly RIVAL: number;
  readonly BREAK: number;
  readonly SUSPECT: number;
  readonly FALL: number;
}

/**
 * As `criteria.ts` has them from all kinds: the median number of facts N, and with it the tempered difference
 * 2Ns of levels whose amplitudes scatter by s in ln A. Rivals and breaks are at 0.88 of that (3 of 3.4), a
 * suspicious rise at 2.5, a suspicious fall at 5.
 */
function thresholds(evidence: readonly Evidence[]): Thresholds {
  const facts = evidence.flatMap((each) => each.facts).sort((a, b) => a - b);
  const steps = evidence.flatMap((each) => each.steps);
  const median = facts[facts.length >> 1]!;
  const scatter = Math.sqrt(steps.reduce((sum, step) => sum + step * step, 0) / steps.length);
  const unit = 2 * median * scatter;
  return { FACTS: median, RIVAL: 0.88 * unit, BREAK: 0.88 * unit, SUSPECT: 2.5 * unit, FALL: 5 * unit };
}

/** The calibration of a kind's theories by a copy of the program with other thresholds. */
function rowWith(changed: Thresholds, kind: string): string {
  const root = fileURLToPath(new URL("../../", import.meta.url));
  const copy = mkdtempSync(join(tmpdir(), "leave-one-out-"));
  for (const name of ["src", "test", "theories", "results/calibration", "package.json", "tsconfig.json"])
    cpSync(join(root, name), join(copy, name), { recursive: true });
  symlinkSync(join(root, "node_modules"), join(copy, "node_modules"));
  const criteria = join(copy, "src/search/inference/criteria.ts");
  let text = readFileSync(criteria, "utf8");
  for (const [name, value] of Object.entries(changed)) {
    const before = text;
    text = text.replace(new RegExp(`^export const ${name} = .*;$`, "m"), `export const ${name} = ${value};`);
    if (text === before) throw new Error(`criteria.ts has no ${name}`);
  }
  writeFileSync(criteria, text);
  const theories = [...new Set(cases.filter((each) => each.kind === kind).map(({ id }) => nameOf(id)))];
  const { status } = spawnSync(
    process.execPath,
    ["--import", "tsx", "test/bench/calibration.ts", "run", ...theories],
    { cwd: copy, stdio: ["ignore", "ignore", "inherit"] },
  );
  if (status !== 0) throw new Error(`calibration of ${kind} failed`);
  const { kinds } = JSON.parse(
    readFileSync(join(copy, "results/calibration/calibration.json"), "utf8"),
  ) as Calibration;
  rmSync(copy, { recursive: true });
  const { numbers, within95, chance, beyond5 } = kinds[kind]!;
  return `${numbers} | ${within95 === null ? "–" : `${(100 * within95).toFixed(1)} %`} | ${chance?.toFixed(3) ?? "–"} | ${beyond5}`;
}

const digits = ({ FACTS, RIVAL, SUSPECT, FALL }: Thresholds) =>
  [FACTS, RIVAL, SUSPECT, FALL].map((value) => value.toFixed(1)).join(" | ");

const once = cases.filter(
  ({ id, kind, set }, k) =>
    kind !== "wrong inputs" &&
    kind !== "--free" &&
    cases.findIndex((other) => other.id === id && JSON.stringify(other.set) === JSON.stringify(set)) === k,
);
const evidence = once.map(evidenceOf);
const kinds = [...new Set(cases.map(({ kind }) => kind))];
const lines = [
  "| left out | facts N | rivals, breaks | suspicious rise | fall | determined | in 95 % interval | chance of so few | beyond 5 bars |",
  "|---|--:|--:|--:|--:|--:|--:|--:|--:|",
  `| nothing | ${digits(thresholds(evidence))} | | | | |`,
];
for (const kind of kinds) {
  const without = thresholds(evidence.filter((each) => each.kind !== kind));
  lines.push(`| ${kind} | ${digits(without)} | ${rowWith(without, kind)} |`);
  process.stderr.write(`${lines.at(-1)}\n`);
}
writeFileSync(
  new URL("../../results/calibration/leave-one-out.md", import.meta.url),
  `${lines.join("\n")}\n`,
);
