// What a continuation found beside the exact curves: a compact document of its steps, and how often 95 % bands hold the curve.
//   node --import tsx test/bench/curve-coverage.ts RUNS PARAMETER > results/compact-boson/curve.json     RUNS: the folder of its runs
import { listRuns } from "../../src/archive/run-lookup.js";
import type { Estimate, SolutionOperator } from "../../src/search/result.js";

const [, , folder = "runs", parameter = "d"] = process.argv;

const steps = listRuns(folder)
  .runs.flatMap(({ document: { result } }) => (result ? [result] : []))
  .map((result) => ({ at: result.parameters[parameter]!, ...result }))
  .sort((a, b) => a.at - b.at);

/** An operator is the same one at every step: its place among those of its channel and spin. */
function label(operators: readonly SolutionOperator[], index: number): string {
  const { channel, spin, name } = operators[index]!;
  const place = operators
    .slice(0, index)
    .filter((other) => other.channel === channel && other.spin === spin).length;
  return name ?? `${channel} ℓ=${spin} #${place + 1}`;
}

/** null where there is nothing to hold: fixed, undetermined, or no exact value beside it */
function holds({ interval95, fixed }: Estimate, exact: number | undefined): boolean | null {
  if (fixed || interval95 === null || exact === undefined) return null;
  return interval95[0] <= exact && exact <= interval95[1];
}

const rows = steps.flatMap(({ at, operators }) =>
  operators.map(({ determined, delta, ope2, exact }, index) => ({
    operator: label(operators, index),
    at,
    determined,
    delta: { value: delta.value, error: delta.error, exact: exact?.delta ?? null },
    ope2: { value: ope2.value, error: ope2.error, exact: exact?.ope2 ?? null },
    holds: { delta: holds(delta, exact?.delta), ope2: holds(ope2, exact?.ope2) },
  })),
);

const coverage = [...new Set(rows.map(({ operator }) => operator))].map((operator) => {
  const own = rows.filter((row) => row.operator === operator);
  const count = (which: "delta" | "ope2", value: boolean) =>
    own.filter(({ holds: held }) => held[which] === value).length;
  return {
    operator,
    steps: own.length,
    determined: own.filter(({ determined }) => determined).length,
    delta: { inside: count("delta", true), outside: count("delta", false) },
    ope2: { inside: count("ope2", true), outside: count("ope2", false) },
  };
});

const cpuSeconds = steps.reduce((sum, result) => sum + result.cpuSeconds, 0);
process.stdout.write(
  `{ "parameter": "${parameter}", "cpuSeconds": ${cpuSeconds.toFixed(1)},\n "coverage": [\n${lines(coverage)}\n ],\n "rows": [\n${lines(rows)}\n ] }\n`,
);

function lines(entries: readonly unknown[]): string {
  return entries.map((entry) => `  ${JSON.stringify(entry)}`).join(",\n");
}
