import type { ListedRun } from "../../archive/run-listing.js";
import { bestOfEach, parseSort, sorted } from "../../archive/run-selection.js";
import { parameterTexts } from "../../compare/parameter-text.js";
import { type Column, textTable } from "../../compare/text-table.js";
import { formatPlain } from "../../compare/uncertainty.js";
import type { Terminal } from "../terminal.js";
import type { ListOptions } from "./options.js";
import { noteBroken, selectRuns } from "./selection.js";

/** The command `runs list`. */
export function listRuns(options: ListOptions, terminal: Terminal): void {
  const order = parseSort(options.sort ?? (options.top === undefined ? "started" : "fit"));
  const { runs: selected, broken } = selectRuns([], options);
  noteBroken(broken, terminal);
  const runs = sorted(options.best ? bestOfEach(selected) : selected, order).slice(0, options.top);
  if (options.json) terminal.print(JSON.stringify({ runs, broken }, null, 2));
  else terminal.print(runs.length === 0 ? nothing(options, broken.length) : listTable(runs));
}

function nothing({ out, json: _, sort: __, top: ___, best: ____, ...filters }: ListOptions, broken: number) {
  const filtered = Object.keys(filters).length > 0;
  if (filtered || broken > 0) return `no such runs in ${out}`;
  return `no runs in ${out}; \`crossing search THEORY\` makes one`;
}

type ListColumn = Column & { read(run: ListedRun): string | null };

const right = (title: string, read: ListColumn["read"]): ListColumn => ({ title, align: "right", read });
const left = (title: string, read: ListColumn["read"]): ListColumn => ({ title, align: "left", read });

const columns: readonly ListColumn[] = [
  left("run", ({ id }) => id),
  left("state", ({ state }) => state),
  left("parameters", theoryText),
  left("optimiser", ({ optimiser }) => optimiser),
  right("seed", ({ seed, stream }) => (stream === 0 ? String(seed) : `${seed}/${stream}`)),
  right("operators", ({ operators }) => (operators === null ? null : String(operators))),
  right("cut", ({ cut }) => (cut === null ? null : formatPlain(cut))),
  right("−2 ln evidence", ({ evidence }) => evidence?.toFixed(1) ?? null),
  right("χ²", ({ chi2 }) => chi2?.toPrecision(3) ?? null),
  right("‖E‖", ({ residualNorm }) => residualNorm?.toExponential(2) ?? null),
  right("CPU s", ({ cpuSeconds }) => cpuSeconds?.toFixed(1) ?? null),
  left("stopped", ({ stopReason }) => stopReason),
];

/** What makes the problem another than the theory's own: parameters, preset, `--free`. */
function theoryText({ parameters, preset, free }: ListedRun): string | null {
  const values = parameterTexts(parameters).map((text) => text.replaceAll(" ", ""));
  const words = [...values, ...(preset === null ? [] : [preset]), ...(free ? ["free"] : [])];
  return words.length === 0 ? null : words.join(" ");
}

/** Columns that are empty for all runs are left out. */
function listTable(runs: readonly ListedRun[]): string {
  const shown = columns.filter(({ read }) => runs.some((run) => read(run) !== null));
  return textTable(
    shown,
    runs.map((run) => shown.map(({ read }) => read(run) ?? "–")),
  );
}
