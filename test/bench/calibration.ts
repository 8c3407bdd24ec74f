// Calibration of the error bars over the exact theories: how often nominal intervals hold the truth.
//   node --import tsx test/bench/calibration.ts run [theory…]    all theories, or those alone and the others as the file has them
//   node --import tsx test/bench/calibration.ts table            the table of results/calibration/README.md
import { readFileSync, writeFileSync } from "node:fs";
import { compare } from "../../src/compare/compare.js";
import { search } from "../../src/search/search.js";
import { loadTheory } from "../../src/theory/load.js";
import { cases, nameOf } from "./calibration-cases.js";
import { type Calibration, calibrationTable, type Entry, isSame, summaries } from "./calibration-summary.js";

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
          value: error === null ? Number(value.toPrecision(6)) : short(value),
          error: error === null ? null : Number(error.toPrecision(4)),
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
