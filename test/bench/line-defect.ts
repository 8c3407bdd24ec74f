/**
 * The line defect against rigorous bounds and published values: `node --import tsx test/bench/line-defect.ts [--classic SECONDS] OUT`. Writes
 * OUT/seeds.json (20 seeds at g = 1), OUT/continuation.json (40 couplings), OUT/methods.json (every method at g = 1), OUT/tables.md.
 */
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { alongValues, continued, parseAlong } from "../../src/search/continuation.js";
import type { SearchOptions } from "../../src/search/options.js";
import type { SearchResult } from "../../src/search/result.js";
import { search } from "../../src/search/search.js";
import { type LoadOptions, loadTheory } from "../../src/theory/load.js";
import type { Theory } from "../../src/theory/theory.js";

const { values, positionals } = parseArgs({
  options: { classic: { type: "string", default: "600" } },
  allowPositionals: true,
});
const out = positionals[0] ?? "results/line-defect";
mkdirSync(out, { recursive: true });

const COEFFICIENTS = ["Δ1", "Δ2", "Δ3"] as const;

/** Middle and half-width of the rigorous interval of a coefficient; null where none is published at this coupling. */
function rigorous(theory: Theory, name: string): { middle: number; half: number } | null {
  const at = (kind: "lower" | "upper") =>
    theory.published.find(
      (entry) =>
        entry.kind === kind &&
        entry.quantity === `ope2[${name}]` &&
        Math.abs(entry.at.g! - theory.parameters.g!) < 1e-9,
    )?.value;
  const [lower, upper] = [at("lower"), at("upper")];
  if (lower === undefined || upper === undefined) return null;
  return { middle: (lower + upper) / 2, half: (upper - lower) / 2 };
}

function coefficients(theory: Theory, result: SearchResult) {
  return COEFFICIENTS.map((name, k) => {
    const { value, interval95 } = result.operators[k]!.ope2;
    const bound = rigorous(theory, name);
    return {
      name,
      value,
      window: interval95,
      rigorous: bound,
      error: bound && value - bound.middle,
      overlaps:
        bound &&
        interval95 &&
        interval95[0] <= bound.middle + bound.half &&
        interval95[1] >= bound.middle - bound.half,
    };
  });
}

async function seeds() {
  const theory = loadTheory("line-defect");
  const runs = [];
  for (let seed = 1; seed <= 20; seed++) {
    const result = await search(theory, { seed });
    runs.push({
      seed,
      cpuSeconds: result.cpuSeconds,
      residualNorm: result.residualNorm,
      coefficients: coefficients(theory, result),
    });
  }
  const firsts = runs.map((run) => run.coefficients[0]!.value);
  const mean = firsts.reduce((sum, value) => sum + value, 0) / firsts.length;
  const deviation = Math.sqrt(
    firsts.reduce((sum, value) => sum + (value - mean) ** 2, 0) / (firsts.length - 1),
  );
  const bound = rigorous(theory, "Δ1")!;
  return {
    mean,
    meanError: mean - bound.middle,
    largestError: Math.max(...firsts.map((value) => Math.abs(value - bound.middle))),
    standardDeviation: deviation,
    runs,
  };
}

async function continuation() {
  let options: SearchOptions = { seed: 1 };
  const steps = [];
  for (const g of alongValues(parseAlong("g=0.1..4"), 40)) {
    const theory = loadTheory("line-defect", { set: { g } });
    const result = await search(theory, options);
    steps.push({
      g: Number(g.toPrecision(6)),
      cpuSeconds: result.cpuSeconds,
      coefficients: coefficients(theory, result),
    });
    options = continued(theory, options, result);
  }
  return steps;
}

interface Method {
  readonly name: string;
  readonly load?: LoadOptions;
  readonly options: SearchOptions;
}

const classic: SearchOptions = {
  optimiser: "sac",
  sac: "classic",
  form: "joint",
  strategy: "windows",
  budget: { seconds: Number(values.classic) },
};
const methods: readonly Method[] = [
  { name: "interior point, rows as equations", options: {} },
  { name: "hybrid: SAC proposes, the interior point solves", options: { optimiser: "hybrid" } },
  { name: "coefficients alone at random dimensions", options: { optimiser: "random" } },
  { name: "interior point, twelve derivatives", options: { points: "derivatives:auto" } },
  {
    name: "least squares, reduced, norm of the rows",
    options: { objective: "plain", optimiser: "least-squares" },
  },
  {
    name: "SAC modern, reduced, norm of the rows",
    options: { objective: "plain", optimiser: "sac", budget: { evaluations: 40_000 } },
  },
  {
    name: "interior point, 130 points, norm of the rows",
    load: { preset: "sampled" },
    options: { optimiser: "interior-point" },
  },
  { name: "SAC classic, 114 unknowns, 130 points", load: { preset: "sampled" }, options: classic },
];

async function compareMethods() {
  const rows = [];
  for (const { name, load = {}, options } of methods) {
    const theory = loadTheory("line-defect", load);
    for (const seed of options === classic ? [1] : [1, 2, 3]) {
      const result = await search(theory, { ...options, seed });
      const { cpuSeconds, evaluations, sacSteps, residualNorm, stopReason } = result;
      const row = { name, seed, cpuSeconds, evaluations, sacSteps, residualNorm, stopReason };
      rows.push({ ...row, coefficients: coefficients(theory, result) });
      console.error(name, seed, cpuSeconds, rows.at(-1)!.coefficients[0]!.error);
    }
  }
  return rows;
}

const digits = (value: number | null | undefined, count = 2) =>
  value == null ? "–" : value.toExponential(count - 1);

function continuationTable(steps: Awaited<ReturnType<typeof continuation>>): string {
  const published = (g: number, source: string) =>
    loadTheory("line-defect", { set: { g } }).published.find(
      (entry) => entry.quantity === "ope2[Δ1]" && entry.at.g === g && entry.source.endsWith(source),
    )?.value;
  const rows = steps.map(({ g, coefficients: [first, second, third] }) => {
    const { value, window, rigorous: bound } = first!;
    const away = (source: string) => {
      const other = published(g, source);
      return other === undefined || !bound ? "–" : digits(other - bound.middle);
    };
    const half = window && (window[1] - window[0]) / 2;
    return `| ${g} | ${value.toFixed(11)} | ${digits(half)} | ${digits(bound?.half)} | ${digits(first!.error)} | ${away("Ipopt")} | ${away("actor-critic")} | ${second!.value.toFixed(5)} | ${third!.value.toFixed(5)} |`;
  });
  return [
    "| g | C₁² | window, half | rigorous, half | error | Ipopt | SAC | C₂² | C₃² |",
    "|---|---|---|---|---|---|---|---|---|",
    ...rows,
  ].join("\n");
}

function methodTable(rows: Awaited<ReturnType<typeof compareMethods>>): string {
  const lines = methods.map(({ name }) => {
    const own = rows.filter((row) => row.name === name);
    const errors = own.map((row) => digits(row.coefficients[0]!.error)).join(", ");
    const worst = Math.max(...own.map(({ residualNorm }) => residualNorm));
    const cpu = Math.max(...own.map(({ cpuSeconds }) => cpuSeconds));
    return `| ${name} | ${errors} | ${digits(worst)} | ${own.map(({ evaluations }) => evaluations).join(", ")} | ${cpu.toPrecision(2)} |`;
  });
  return [
    "| method | errors of C₁², by seed | ‖E‖, worst | evaluations | CPU s, worst |",
    "|---|---|---|---|---|",
    ...lines,
  ].join("\n");
}

const save = (name: string, data: unknown) =>
  writeFileSync(join(out, name), `${typeof data === "string" ? data : JSON.stringify(data)}\n`);

const bySeed = await seeds();
save("seeds.json", bySeed);
const steps = await continuation();
save("continuation.json", steps);
const compared = await compareMethods();
save("methods.json", compared);
save("tables.md", `${continuationTable(steps)}\n\n${methodTable(compared)}`);
