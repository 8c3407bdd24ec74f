// Searches of this program beside BootSTOP's way, classic SAC in windows on the norm of the rows (arXiv:2108.09330), with at least the same processor time.
//   node --import tsx test/bench/bootstop.ts run > results/bootstop-comparison/comparison.json     about 5 CPU minutes
//   node --import tsx test/bench/bootstop.ts table                                                its table, for results/bootstop-comparison/README.md
import { readFileSync } from "node:fs";
import type { SearchOptions } from "../../src/search/options.js";
import type { Estimate, SearchResult } from "../../src/search/result.js";
import { search } from "../../src/search/search.js";
import { type LoadOptions, loadTheory } from "../../src/theory/load.js";
import type { Theory } from "../../src/theory/theory.js";

interface Quantity {
  readonly name: string;
  readonly of: "delta" | "ope2";
  readonly channel: string;
  readonly spin: number;
  /** exact dimension: of the operators found in its channel and spin, the nearest one counts */
  readonly delta: number;
}

interface Found {
  readonly quantity: string;
  readonly exact: number;
  readonly value: number;
  readonly error: number | null;
  readonly determined: boolean;
}

interface Row {
  readonly theory: string;
  readonly method: string;
  readonly command: string;
  readonly unknowns: number;
  readonly evaluations: number;
  readonly cpuSeconds: number;
  readonly residualNorm: number;
  readonly found: readonly Found[];
}

const SINGLET = "singlet";
const problems: readonly {
  readonly id: string;
  readonly set: Readonly<Record<string, number>>;
  readonly quantities: readonly Quantity[];
  /** published first windows of the coefficients [operators]; without, their ranges */
  readonly windows?: (operator: number) => number;
}[] = [
  {
    id: "compact-boson",
    set: { d: 0.1 },
    // configs/parametersTwoD.py of vniarchos/BootSTOP; a theory file has windows of dimensions alone
    windows: (operator) => (operator === 0 ? 2 : 0.2),
    quantities: [
      { name: "Δ[V2]", of: "delta", channel: "charge-2", spin: 0, delta: 0.4 },
      { name: "a[V2]", of: "ope2", channel: "charge-2", spin: 0, delta: 0.4 },
      { name: "a[J]", of: "ope2", channel: "neutral", spin: 1, delta: 1 },
      { name: "a[T]", of: "ope2", channel: "neutral", spin: 2, delta: 2 },
      { name: "Δ[JJ̄]", of: "delta", channel: "neutral", spin: 0, delta: 2 },
    ],
  },
  {
    id: "ising-2d",
    set: {},
    quantities: [
      { name: "Δ[ε]", of: "delta", channel: SINGLET, spin: 0, delta: 1 },
      { name: "a[ε]", of: "ope2", channel: SINGLET, spin: 0, delta: 1 },
      { name: "a[T]", of: "ope2", channel: SINGLET, spin: 2, delta: 2 },
      { name: "Δ[TT̄]", of: "delta", channel: SINGLET, spin: 0, delta: 4 },
    ],
  },
];

/** Processor seconds of BootSTOP's way where ours takes less. */
const LEAST_BUDGET = 60;
const SAC = { optimiser: "sac", sac: "classic", form: "joint", strategy: "windows" } as const;
const SAC_FLAGS = "--optimiser sac --sac classic --form joint --strategy windows";

const [, , task] = process.argv;
if (task === "run") process.stdout.write(`${JSON.stringify(await rows(), null, 1)}\n`);
else if (task === "table") process.stdout.write(table());
else process.exitCode = 2;

async function rows(): Promise<Row[]> {
  const all: Row[] = [];
  for (const { id, set, quantities, windows } of problems) {
    const setting = Object.entries(set).map(([name, value]) => ` --set ${name}=${value}`);
    const run = async (
      method: string,
      flags: string,
      load: LoadOptions,
      options: SearchOptions,
      budget?: number,
    ) => {
      const theory = loadTheory(id, { set, ...load });
      const result = await searchFor(theory, options, budget);
      process.stderr.write(`${id} ${method}: ${result.cpuSeconds.toFixed(0)} CPU s\n`);
      const command = `crossing search ${id}${setting.join("")}${flags}`;
      all.push({
        theory: id,
        method,
        command,
        unknowns: unknowns(result),
        evaluations: result.evaluations,
        cpuSeconds: result.cpuSeconds,
        residualNorm: result.residualNorm,
        found: quantities.map((quantity) => findings(theory, result, quantity)),
      });
      return result.cpuSeconds;
    };
    const ladder = await run("ladder", "", {}, {});
    const preset = { preset: "bootstop" };
    const whole = await run(
      "BootSTOP's unknowns, whitened",
      " --preset bootstop --objective whitened",
      preset,
      {
        objective: "whitened",
      },
    );
    const budget = Math.max(LEAST_BUDGET, ladder, whole);
    const { spectrum } = loadTheory(id, { set, ...preset });
    const sacOptions = windows && {
      windows: [...spectrum.map(({ window }) => window), ...spectrum.map((_, k) => windows(k))],
    };
    const way = { ...SAC, ...(sacOptions && { sacOptions }) };
    const note = windows
      ? ", with the published first windows of coefficients (sacOptions.windows of the library)"
      : "";
    await run("BootSTOP's way", ` --preset bootstop ${SAC_FLAGS}${note}`, preset, way, budget);
  }
  return all;
}

/** A search that ends after so much processor time, if not before. */
function searchFor(theory: Theory, options: SearchOptions, budget?: number): Promise<SearchResult> {
  if (budget === undefined) return search(theory, options, { cache: false });
  const start = process.cpuUsage();
  const stop = new AbortController();
  const onProgress = () => {
    const { user, system } = process.cpuUsage(start);
    if ((user + system) / 1e6 > budget) stop.abort();
  };
  // a budget in seconds keeps the search from ending by itself
  return search(
    theory,
    { ...options, budget: { seconds: 1e5 } },
    { cache: false, onProgress, signal: stop.signal },
  );
}

/** Numbers that the search looks for: dimensions and coefficients that are not fixed. */
function unknowns({ operators }: SearchResult): number {
  const free = (estimate: Estimate) => (estimate.fixed ? 0 : 1);
  return operators.reduce((sum, { delta, ope2 }) => sum + free(delta) + free(ope2), 0);
}

function findings(theory: Theory, { operators }: SearchResult, quantity: Quantity): Found {
  const { name, of, channel, spin, delta: place } = quantity;
  const found = nearest(operators, (operator) => operator.delta.value);
  const known = nearest(theory.exact, (operator) => operator.delta);
  const { value, error } = found[of];
  return { quantity: name, exact: known[of], value, error, determined: found.determined };

  function nearest<Operator extends { readonly channel: string; readonly spin: number }>(
    list: readonly Operator[],
    delta: (operator: Operator) => number,
  ): Operator {
    const distance = (operator: Operator) => Math.abs(delta(operator) - place);
    return list
      .filter((operator) => operator.channel === channel && operator.spin === spin)
      .reduce((best, other) => (distance(other) < distance(best) ? other : best));
  }
}

function table(): string {
  const file = new URL("../../results/bootstop-comparison/comparison.json", import.meta.url);
  const all = JSON.parse(readFileSync(file, "utf8")) as Row[];
  const lines = [
    "| theory | search | unknowns | CPU s | ‖E‖ | leading data: error (bar), relative |",
    "|---|---|---|---|---|---|",
  ];
  for (const { theory, method, unknowns, cpuSeconds, residualNorm, found } of all) {
    const data = found.map(({ quantity, exact, value, error, determined }) => {
      const bar = determined && error !== null ? ` (${short(error / Math.abs(exact))})` : " (–)";
      return `${quantity} ${short(value / exact - 1)}${bar}`;
    });
    lines.push(
      `| \`${theory}\` | ${method} | ${unknowns} | ${cpuSeconds.toFixed(0)} | ${short(residualNorm)} | ${data.join(", ")} |`,
    );
  }
  return `${lines.join("\n")}\n`;
}

function short(value: number): string {
  return value.toExponential(0);
}
