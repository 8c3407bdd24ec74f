// Calibration of the error bars over the exact theories: how often nominal intervals hold the truth.
//   node --import tsx test/bench/calibration.ts run [theory…]    all theories, or those alone and the others as the file has them
//   node --import tsx test/bench/calibration.ts table            the table of results/calibration/README.md
import { readFileSync, writeFileSync } from "node:fs";
import { compare } from "../../src/compare/compare.js";
import { search } from "../../src/search/search.js";
import { loadTheory } from "../../src/theory/load.js";
import { type Calibration, calibrationTable, type Entry, isSame, summaries } from "./calibration-summary.js";

interface Case {
  readonly id: string;
  readonly set: Readonly<Record<string, number>>;
  /** absent: where the ladder ends by itself */
  readonly rungs?: number;
  /** default least-squares, the cheapest; systems with many operators need the better proposals of the default */
  readonly optimiser?: "hybrid";
  /** default 1 alone */
  readonly seeds?: readonly number[];
}

const system = { optimiser: "hybrid", seeds: [1, 2, 3] } as const;
const cases: readonly Case[] = [
  ...[1, 2, 3, 4, 5, 7].map((rungs) => ({ id: "ising-2d", set: {}, rungs })),
  ...[1, 2, 3, 4].map((rungs) => ({ id: "ising-2d-epsilon", set: {}, rungs })),
  ...[1, 2].map((rungs) => ({ id: "ising-2d-mixed", set: {}, rungs, ...system })),
  ...Array.from({ length: 20 }, (_, i) => Number((0.08 + 0.06 * i).toFixed(2))).flatMap((delta) =>
    [1, 2, 3, 4].map((rungs) => ({ id: "gff-2d", set: { delta }, rungs })),
  ),
  ...[1, 2, 3].map((rungs) => ({ id: "tricritical-epsilon", set: {}, rungs })),
  ...["tricritical-epsilon-prime", "tricritical-sigma", "tricritical-sigma-prime"].map((id) => ({
    id,
    set: {},
  })),
  ...[1, 2, 3, 4].map((rungs) => ({ id: "yang-lee", set: {}, rungs })),
  ...[2, 3, 4, 5].map((rungs) => ({ id: "tricritical-joint", set: {}, rungs, ...system })),
  ...Array.from({ length: 10 }, (_, i) => Number((0.05 + 0.05 * i).toFixed(2))).flatMap((d) =>
    [1, 2, 3].map((rungs) => ({ id: "compact-boson", set: { d }, rungs })),
  ),
  ...[Math.sqrt(3), 2].flatMap((radius) =>
    [1, 2, 3].map((rungs) => ({
      id: "compact-boson-mixed",
      set: { radius },
      rungs,
      optimiser: "hybrid" as const,
    })),
  ),
];

const file = new URL("../../results/calibration/calibration.json", import.meta.url);
const [, , task, ...chosen] = process.argv;
const strangers = chosen.filter((id) => !cases.some((each) => each.id === id));
if (task === "run" && strangers.length === 0) await run();
else if (task === "table") process.stdout.write(calibrationTable(stored()));
else {
  process.stderr.write(`calibration.ts run [theory…], or table; no case of ${strangers.join(", ")}\n`);
  process.exitCode = 2;
}

function stored(): Calibration {
  return JSON.parse(readFileSync(file, "utf8")) as Calibration;
}

async function run(): Promise<void> {
  const theories = [...new Set(cases.map(({ id }) => id))];
  const anew = chosen.length > 0 ? chosen : theories;
  const kept = anew.length < theories.length ? stored().entries : [];
  const entries: Entry[] = [];
  for (const id of theories)
    entries.push(...(anew.includes(id) ? await numbersOf(id) : kept.filter(({ theory }) => theory === id)));
  writeFileSync(file, calibrationText({ ...summaries(entries), entries }));
}

/** One entry a line. */
function calibrationText({ entries, ...summary }: Calibration): string {
  const lines = entries.map((entry) => JSON.stringify(entry)).join(",\n");
  return `${JSON.stringify(summary).slice(0, -1)},"entries":[\n${lines}\n]}\n`;
}

/** The numbers of a theory, each once: another seed, or a rung that the ladder did not go beyond, gives most of them again. */
async function numbersOf(id: string): Promise<Entry[]> {
  const entries: Entry[] = [];
  let cpuSeconds = 0;
  for (const { set, rungs, optimiser = "least-squares", seeds = [1] } of cases.filter(
    (each) => each.id === id,
  )) {
    for (const seed of seeds) {
      const theory = loadTheory(id, { set });
      const result = await search(theory, { optimiser, seed, ...(rungs !== undefined && { rungs }) });
      cpuSeconds += result.cpuSeconds;
      process.stderr.write(
        `${id} ${JSON.stringify(set)} rung ${rungs ?? "last"} seed ${seed}: ${cpuSeconds.toFixed(0)} CPU s\n`,
      );
      for (const { quantity, value, error, reference } of compare(result, { ...theory, published: [] })) {
        const operators = result.operators.length;
        const entry = {
          theory: id,
          parameters: set,
          operators,
          seed,
          quantity,
          value,
          error,
          exact: reference,
        };
        if (!entries.some((other) => isSame(entry, other))) entries.push(entry);
      }
    }
  }
  return entries;
}
