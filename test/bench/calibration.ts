// Calibration of the error bars over the exact theories: how often nominal intervals hold the truth.
//   node --import tsx test/bench/calibration.ts run [theory…]    all theories, or those alone and the others as the file has them
//   node --import tsx test/bench/calibration.ts table            the table of results/calibration/README.md
import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { basename } from "node:path";
import { fileURLToPath } from "node:url";
import { compare } from "../../src/compare/compare.js";
import { search } from "../../src/search/search.js";
import { loadTheory } from "../../src/theory/load.js";
import { type Calibration, calibrationTable, type Entry, isSame, summaries } from "./calibration-summary.js";

interface Case {
  readonly id: string;
  readonly kind: string;
  readonly set: Readonly<Record<string, number>>;
  readonly free?: true;
  /** absent: where the ladder ends by itself */
  readonly rungs?: number;
  /** default least-squares, the cheapest; systems with many operators need the better proposals of the default */
  readonly optimiser?: "hybrid";
  /** default 1 alone */
  readonly seeds?: readonly number[];
}

const system = { optimiser: "hybrid", seeds: [1, 2] } as const;
/** Theories that no constant was chosen on: `theories` were written before the rule, `cases` are those that the last one failed on. */
const unseen = new URL("../calibration/", import.meta.url);

/** Kinds of the theories under test/calibration, by the beginning of their names; what is wrong on purpose is no theory. */
const kinds: readonly (readonly [start: string, kind: string])[] = [
  ["m53", "non-unitary"],
  ["m72", "non-unitary"],
  ["m74", "non-unitary"],
  ["m83", "non-unitary"],
  ["m73", "non-unitary"],
  ["m75", "non-unitary"],
  ["m94", "non-unitary"],
  ["m95", "non-unitary"],
  ["m117", "non-unitary"],
  ["m103", "non-unitary"],
  ["m107", "non-unitary"],
  ["m113", "non-unitary"],
  ["m116", "non-unitary"],
  ["m135", "non-unitary"],
  ["m85", "non-unitary"],
  ["m97", "non-unitary"],
  ["m6", "unitary minimal models, unseen"],
  ["m7", "unitary minimal models, unseen"],
  ["m8", "unitary minimal models, unseen"],
  ["m9", "unitary minimal models, unseen"],
  ["m10", "unitary minimal models, unseen"],
  ["m11", "unitary minimal models, unseen"],
  ["m12", "unitary minimal models, unseen"],
  ["generalised-minimal", "unitary minimal models, unseen"],
  ["generalised-free", "generalised free fields, unseen"],
  ["gff-user", "generalised free fields, unseen"],
  ["potts", "charged, unseen"],
  ["charged", "charged, unseen"],
  ["z3", "charged, unseen"],
  ["z4", "charged, unseen"],
  ["z5", "charged, unseen"],
  ["z6", "charged, unseen"],
  ["z7", "charged, unseen"],
  ["vertex-x", "charged, unseen"],
  ["su2", "charged, unseen"],
  ["root", "products and free fields, unseen"],
  ["fermions", "products and free fields, unseen"],
  ["ising-sigma-x", "products and free fields, unseen"],
  ["ising-x", "products and free fields, unseen"],
  ["ising-", "wrong inputs"],
];

function unseenCases(folder: string): Case[] {
  const files = readdirSync(new URL(folder, unseen)).filter((name) => name.endsWith(".yaml"));
  return files.map((name) => {
    const wrong = name.includes("wrong");
    const kind = kinds.find(([start]) => name.startsWith(start))?.[1] ?? "other";
    return {
      id: fileURLToPath(new URL(`${folder}${name}`, unseen)),
      kind: wrong ? "wrong inputs" : name.includes("--free") ? "--free" : kind,
      set: {},
      ...(name.includes("--free") && { free: true as const }),
      optimiser: "hybrid",
    };
  });
}

const minimal = "unitary minimal models";
const cases: readonly Case[] = [
  ...[2, 3, 4, 5, 7].map((rungs) => ({ id: "ising-2d", kind: minimal, set: {}, rungs })),
  ...[2, 3, 4].map((rungs) => ({ id: "ising-2d-epsilon", kind: minimal, set: {}, rungs })),
  { id: "ising-2d-mixed", kind: "mixed minimal models", set: {}, rungs: 2, ...system },
  ...Array.from({ length: 20 }, (_, i) => Number((0.08 + 0.06 * i).toFixed(2))).flatMap((delta) =>
    [2, 3, 4].map((rungs) => ({ id: "gff-2d", kind: "generalised free fields", set: { delta }, rungs })),
  ),
  ...[2, 3].map((rungs) => ({ id: "tricritical-epsilon", kind: minimal, set: {}, rungs })),
  ...["tricritical-epsilon-prime", "tricritical-sigma", "tricritical-sigma-prime"].map((id) => ({
    id,
    kind: minimal,
    set: {},
  })),
  ...[2, 3, 4].map((rungs) => ({ id: "yang-lee", kind: "non-unitary", set: {}, rungs })),
  ...[2, 3, 4, 5].map((rungs) => ({
    id: "tricritical-joint",
    kind: "mixed minimal models",
    set: {},
    rungs,
    ...system,
  })),
  ...Array.from({ length: 10 }, (_, i) => Number((0.05 + 0.05 * i).toFixed(2))).flatMap((d) =>
    [2, 3].map((rungs) => ({ id: "compact-boson", kind: "compact boson", set: { d }, rungs })),
  ),
  ...["ising-2d", "tricritical-epsilon", "yang-lee"].map((id) => ({
    id,
    kind: "--free",
    set: {},
    free: true as const,
  })),
  ...unseenCases("theories/"),
  ...unseenCases("cases/"),
];

const file = new URL("../../results/calibration/calibration.json", import.meta.url);
const [, , task, ...chosen] = process.argv;
const strangers = chosen.filter((name) => !cases.some(({ id }) => nameOf(id) === name));
if (task === "run" && strangers.length === 0) await run();
else if (task === "table") process.stdout.write(calibrationTable(stored()));
else {
  process.stderr.write(`calibration.ts run [theory…], or table; no case of ${strangers.join(", ")}\n`);
  process.exitCode = 2;
}

function stored(): Calibration {
  return JSON.parse(readFileSync(file, "utf8")) as Calibration;
}

function nameOf(id: string): string {
  return basename(id, ".yaml");
}

async function run(): Promise<void> {
  const theories = [...new Set(cases.map(({ id }) => nameOf(id)))];
  const anew = chosen.length > 0 ? chosen : theories;
  const kept = anew.length < theories.length ? stored().entries : [];
  const entries: Entry[] = [];
  for (const id of theories) {
    entries.push(...(anew.includes(id) ? await numbersOf(id) : kept.filter(({ theory }) => theory === id)));
    // a run of an hour keeps what it has
    const later = kept.filter(({ theory }) => theories.indexOf(theory) > theories.indexOf(id));
    const all = [...entries, ...later];
    writeFileSync(file, `${JSON.stringify({ ...summaries(all), entries: all })}\n`);
  }
}

/** The numbers of a theory, each once: another seed, or a rung that the ladder did not go beyond, gives most of them again. */
async function numbersOf(name: string): Promise<Entry[]> {
  const entries: Entry[] = [];
  let cpuSeconds = 0;
  for (const { id, kind, set, free, rungs, optimiser = "least-squares", seeds = [1] } of cases.filter(
    (each) => nameOf(each.id) === name,
  )) {
    for (const seed of seeds) {
      const theory = loadTheory(id, { set, ...(free && { free }) });
      const result = await search(theory, { optimiser, seed, ...(rungs !== undefined && { rungs }) });
      cpuSeconds += result.cpuSeconds;
      process.stderr.write(
        `${name} ${JSON.stringify(set)} rung ${rungs ?? "last"} seed ${seed}: ${cpuSeconds.toFixed(0)} CPU s\n`,
      );
      for (const { quantity, value, error, reference } of compare(result, { ...theory, published: [] })) {
        const entry = {
          theory: name,
          kind,
          parameters: set,
          operators: result.operators.length,
          seed,
          quantity,
          value: short(value),
          error: error === null ? null : short(error),
          exact: reference === null ? null : short(reference),
        };
        if (!entries.some((other) => isSame(entry, other))) entries.push(entry);
      }
    }
  }
  return entries;
}

/** Digits enough for a pull, in a file that is committed. */
function short(value: number): number {
  return Number(value.toPrecision(14));
}
