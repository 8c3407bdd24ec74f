// Calibration of the error bars over the exact theories: how often nominal intervals cover the truth.
//   node --import tsx test/bench/calibration.ts > results/calibration/calibration.json
import { compare } from "../../src/compare/compare.js";
import { search } from "../../src/search/search.js";
import { loadTheory } from "../../src/theory/load.js";

interface Entry {
  readonly theory: string;
  readonly parameters: Readonly<Record<string, number>>;
  readonly operators: number;
  readonly quantity: string;
  readonly value: number;
  readonly error: number;
  readonly exact: number;
  readonly pull: number;
}

interface Case {
  readonly id: string;
  readonly set: Readonly<Record<string, number>>;
  /** absent: where the ladder ends by itself */
  readonly rungs?: number;
  /** default least-squares, the cheapest; systems with many operators need the better proposals of the default */
  readonly optimiser?: "hybrid";
}

const cases: Case[] = [
  ...[1, 2, 3, 4, 5, 7].map((rungs) => ({ id: "ising-2d", set: {}, rungs })),
  ...[1, 2, 3, 4].map((rungs) => ({ id: "ising-2d-epsilon", set: {}, rungs })),
  ...Array.from({ length: 20 }, (_, i) => Number((0.08 + 0.06 * i).toFixed(2))).flatMap((delta) =>
    [1, 2, 3, 4].map((rungs) => ({ id: "gff-2d", set: { delta }, rungs })),
  ),
  ...[1, 2, 3].map((rungs) => ({ id: "tricritical-epsilon", set: {}, rungs })),
  ...["tricritical-epsilon-prime", "tricritical-sigma", "tricritical-sigma-prime"].map((id) => ({
    id,
    set: {},
  })),
  ...[1, 2, 3, 4].map((rungs) => ({ id: "yang-lee", set: {}, rungs })),
  ...[2, 3, 4].map((rungs) => ({ id: "tricritical-joint", set: {}, rungs, optimiser: "hybrid" as const })),
  ...Array.from({ length: 10 }, (_, i) => Number((0.05 + 0.05 * i).toFixed(2))).flatMap((d) =>
    [1, 2, 3].map((rungs) => ({ id: "compact-boson", set: { d }, rungs })),
  ),
];

const entries: Entry[] = [];
const seen = new Set<string>();
let undetermined = 0;
for (const [index, { id, set, rungs, optimiser = "least-squares" }] of cases.entries()) {
  const theory = loadTheory(id, { set });
  const result = await search(theory, { optimiser, ...(rungs !== undefined && { rungs }) });
  process.stderr.write(`${index + 1}/${cases.length} ${id} ${JSON.stringify(set)} rung ${rungs ?? "last"}\n`);
  // two cases whose ladders end on the same rung are one set of numbers
  const key = `${id} ${JSON.stringify(set)} ${result.operators.length}`;
  if (seen.has(key)) continue;
  seen.add(key);
  for (const row of compare(result, { ...theory, published: [] })) {
    if (row.pull === null || row.error === null || row.reference === null) undetermined++;
    else {
      const { quantity, value, error, reference, pull } = row;
      entries.push({
        theory: id,
        parameters: set,
        operators: result.operators.length,
        quantity,
        value,
        error,
        exact: reference,
        pull,
      });
    }
  }
}

const share = (list: readonly Entry[], bars: number) =>
  list.filter(({ pull }) => Math.abs(pull) <= bars).length / list.length;
const median = (values: number[]) => values.sort((a, b) => a - b)[values.length >> 1];
const summary = (list: readonly Entry[]) => ({
  numbers: list.length,
  within68: share(list, 1),
  within95: share(list, 1.959963984540054),
  medianBarOverError: median(list.map(({ pull }) => 1 / Math.abs(pull))),
});
const theories = [...new Set(entries.map(({ theory }) => theory))];
console.log(
  JSON.stringify(
    {
      all: summary(entries),
      theories: Object.fromEntries(
        theories.map((id) => [id, summary(entries.filter(({ theory }) => theory === id))]),
      ),
      undetermined,
      entries,
    },
    null,
    1,
  ),
);
