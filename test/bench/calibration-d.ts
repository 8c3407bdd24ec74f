// Calibration of the error bars in any dimension: free theories at five values of d, judged as
// test/bench/calibration.ts judges.
//   node --import tsx test/bench/calibration-d.ts run [theory…]    all theories, or those alone and the others as the file has them
//   node --import tsx test/bench/calibration-d.ts table            the tables of results/calibration-d/README.md
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { compare } from "../../src/compare/compare.js";
import { search } from "../../src/search/search.js";
import { loadTheory } from "../../src/theory/load.js";
import { csv, type Search, searchesOf, tables } from "./calibration-d-table.js";

type Numbers = Readonly<Record<string, number>>;

/**
 * Values by rule, not by choice: dimensions of space, and distances of an external dimension from the
 * unitarity bound d/2 − 1.
 */
const DIMENSIONS = [2.5, 3, 3.5, 4, 5];
const ABOVE_BOUND = [0.2, 0.45, 0.9];

/** The parameters of every search, by theory, and its levels of truncation. */
const cases: Readonly<Record<string, { readonly sets: readonly Numbers[]; readonly rungs: number }>> = {
  gff: { sets: sets(ABOVE_BOUND, (d, delta) => ({ d, delta })), rungs: 3 },
  "free-singlet": { sets: DIMENSIONS.flatMap((d) => [1, 2, 5].map((n) => ({ d, n }))), rungs: 2 },
  "gff-vector": {
    sets: sets([0.3], (d, delta) => ({ d, delta, n: d })),
    rungs: 2,
  },
  "gff-pair": {
    sets: sets([0.2], (d, delta) => ({ d, delta1: delta, delta2: Number((delta + 0.45).toFixed(3)) })),
    rungs: 2,
  },
  "gff-square": { sets: sets([0.2], (d, delta) => ({ d, delta })), rungs: 2 },
};

const folder = new URL("../../results/calibration-d/", import.meta.url);
const file = new URL("numbers.csv", folder);
const [, , task, ...chosen] = process.argv;
const strangers = chosen.filter((name) => !(name in cases));
if (task === "run" && strangers.length === 0) await run();
else if (task === "table") process.stdout.write(tables(stored()));
else {
  process.stderr.write(`calibration-d.ts run [theory…], or table; no case of ${strangers.join(", ")}\n`);
  process.exitCode = 2;
}

/** For every dimension of space, and every distance of an external dimension from its unitarity bound. */
function sets(distances: readonly number[], set: (d: number, delta: number) => Numbers): Numbers[] {
  return DIMENSIONS.flatMap((d) => distances.map((above) => set(d, Number((d / 2 - 1 + above).toFixed(3)))));
}

async function run(): Promise<void> {
  mkdirSync(folder, { recursive: true });
  const anew = chosen.length > 0 ? chosen : Object.keys(cases);
  const searches = existsSync(file) ? stored().filter(({ theory }) => !anew.includes(theory)) : [];
  for (const name of anew) {
    const { sets: all, rungs } = cases[name] ?? { sets: [], rungs: 1 };
    for (const set of all) {
      const theory = loadTheory(name, { set });
      const result = await search(theory, { seed: 1, rungs });
      process.stderr.write(`${name} ${JSON.stringify(set)}: ${result.cpuSeconds.toFixed(1)} CPU s\n`);
      const rows = compare(result, { ...theory, published: [] });
      const pulls = rows.flatMap(({ quantity, pull }) => (pull === null ? [] : [{ quantity, pull }]));
      const undetermined = rows.filter(({ determined }) => !determined).length;
      searches.push({ theory: name, set, operators: result.operators.length, undetermined, pulls });
      // what an interrupted run has found is kept
      writeFileSync(file, csv(searches));
    }
  }
}

function stored(): Search[] {
  return searchesOf(readFileSync(file, "utf8"));
}
