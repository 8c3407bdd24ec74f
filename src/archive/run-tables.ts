import { InputError } from "../errors.js";
import type { Estimate, SearchResult, SolutionOperator } from "../search/result.js";
import type { ListedRun } from "./run-listing.js";
import { readRun } from "./run-lookup.js";

export type Cell = string | number | boolean | null;

export interface TableColumn {
  readonly name: string;
  readonly type: "text" | "integer" | "real" | "boolean" | "timestamp";
}

/** Runs as a flat table, for files of other programs and for SQL. */
export interface RunTable {
  readonly columns: readonly TableColumn[];
  /** rows of these runs, run by run; runs without a result have none but in `runs` */
  rows(runs: Iterable<ListedRun>): Iterable<readonly Cell[]>;
}

type Field<Row> = readonly [name: string, type: TableColumn["type"], read: (row: Row) => Cell];

interface LineOfRun<Line> {
  readonly run: ListedRun;
  readonly line: Line;
  /** from 1 */
  readonly position: number;
}

const runFields: readonly Field<ListedRun>[] = [
  ["run", "text", ({ id }) => id],
  ["state", "text", ({ state }) => state],
  ["theory", "text", ({ theory }) => theory],
  ["title", "text", ({ title }) => title],
  ["parameters", "text", ({ parameters }) => JSON.stringify(parameters)],
  ["preset", "text", ({ preset }) => preset],
  ["free", "boolean", ({ free }) => free],
  ["optimiser", "text", ({ optimiser }) => optimiser],
  ["objective", "text", ({ objective }) => objective],
  ["strategy", "text", ({ strategy }) => strategy],
  ["points", "text", ({ points }) => points],
  ["seed", "integer", ({ seed }) => seed],
  ["stream", "integer", ({ stream }) => stream],
  ["evaluations", "integer", ({ evaluations }) => evaluations],
  ["sac_steps", "integer", ({ sacSteps }) => sacSteps],
  ["cpu_seconds", "real", ({ cpuSeconds }) => cpuSeconds],
  ["wall_seconds", "real", ({ wallSeconds }) => wallSeconds],
  ["residual_norm", "real", ({ residualNorm }) => residualNorm],
  ["held_out_norm", "real", ({ heldOutNorm }) => heldOutNorm],
  ["chi2", "real", ({ chi2 }) => chi2],
  ["rank", "integer", ({ rank }) => rank],
  ["cut", "real", ({ cut }) => cut],
  ["evidence", "real", ({ evidence }) => evidence],
  ["operators", "integer", ({ operators }) => operators],
  ["solutions", "integer", ({ solutions }) => solutions],
  ["warnings", "integer", ({ warnings }) => warnings],
  ["stop_reason", "text", ({ stopReason }) => stopReason],
  ["failure", "text", ({ failure }) => failure],
  ["started", "timestamp", ({ started }) => started],
  ["finished", "timestamp", ({ finished }) => finished],
  ["crossing", "text", ({ crossing }) => crossing],
  ["node", "text", ({ node }) => node],
  ["cpu", "text", ({ cpu }) => cpu],
  ["path", "text", ({ path }) => path],
];

type OperatorLine = SolutionOperator & { readonly solution: number; readonly place: number };

function estimateFields(
  name: string,
  read: (operator: OperatorLine) => Estimate,
): Field<LineOfRun<OperatorLine>>[] {
  return [
    [name, "real", ({ line }) => read(line).value],
    [`${name}_error`, "real", ({ line }) => read(line).error],
    [`${name}_low`, "real", ({ line }) => read(line).interval95?.[0] ?? null],
    [`${name}_high`, "real", ({ line }) => read(line).interval95?.[1] ?? null],
    [`${name}_fixed`, "boolean", ({ line }) => read(line).fixed],
  ];
}

const operatorFields: readonly Field<LineOfRun<OperatorLine>>[] = [
  ["run", "text", ({ run }) => run.id],
  ["theory", "text", ({ run }) => run.theory],
  ["solution", "integer", ({ line }) => line.solution],
  ["position", "integer", ({ line }) => line.place],
  ["name", "text", ({ line }) => line.name ?? null],
  ["channel", "text", ({ line }) => line.channel],
  ["spin", "integer", ({ line }) => line.spin],
  ["determined", "boolean", ({ line }) => line.determined],
  ["origin", "text", ({ line }) => line.origin],
  ...estimateFields("delta", ({ delta }) => delta),
  ...estimateFields("ope2", ({ ope2 }) => ope2),
  ["exact_delta", "real", ({ line }) => line.exact?.delta ?? null],
  ["exact_ope2", "real", ({ line }) => line.exact?.ope2 ?? null],
];

type Rung = NonNullable<SearchResult["ladder"]>[number];

const ladderFields: readonly Field<LineOfRun<Rung>>[] = [
  ["run", "text", ({ run }) => run.id],
  ["theory", "text", ({ run }) => run.theory],
  ["rung", "integer", ({ position }) => position],
  ["operators", "integer", ({ line }) => line.operators],
  ["cut", "real", ({ line }) => line.cut],
  ["chi2", "real", ({ line }) => line.chi2],
  ["amplitude", "real", ({ line }) => line.amplitude],
  ["evidence", "real", ({ line }) => line.evidence],
  ["evaluations", "integer", ({ line }) => line.evaluations],
  ["cpu_seconds", "real", ({ line }) => line.cpuSeconds],
];

type Derived = NonNullable<SearchResult["derived"]>[number];

const derivedFields: readonly Field<LineOfRun<Derived>>[] = [
  ["run", "text", ({ run }) => run.id],
  ["theory", "text", ({ run }) => run.theory],
  ["name", "text", ({ line }) => line.name],
  ["value", "real", ({ line }) => line.value],
  ["error", "real", ({ line }) => line.error],
  ["low", "real", ({ line }) => line.interval95?.[0] ?? null],
  ["high", "real", ({ line }) => line.interval95?.[1] ?? null],
  ["meaning", "text", ({ line }) => line.meaning],
];

const warningFields: readonly Field<LineOfRun<SearchResult["warnings"][number]>>[] = [
  ["run", "text", ({ run }) => run.id],
  ["theory", "text", ({ run }) => run.theory],
  ["code", "text", ({ line }) => line.code],
  ["message", "text", ({ line }) => line.message],
];

/** `operators` has the lines of every distinct solution, the best of a run as number 1. */
export const runTables = {
  runs: table(runFields, (runs) => runs),
  operators: table(operatorFields, linesOfRuns(operatorLines)),
  ladder: table(
    ladderFields,
    linesOfRuns(({ ladder }) => ladder ?? []),
  ),
  derived: table(
    derivedFields,
    linesOfRuns(({ derived }) => derived ?? []),
  ),
  warnings: table(
    warningFields,
    linesOfRuns(({ warnings }) => warnings),
  ),
} satisfies Record<string, RunTable>;

export type RunTableName = keyof typeof runTables;
export const runTableNames = Object.keys(runTables) as RunTableName[];

function table<Row>(
  fields: readonly Field<Row>[],
  source: (runs: Iterable<ListedRun>) => Iterable<Row>,
): RunTable {
  return {
    columns: fields.map(([name, type]) => ({ name, type })),
    *rows(runs) {
      for (const row of source(runs)) yield fields.map(([, , read]) => read(row));
    },
  };
}

function operatorLines({ operators, solutions }: SearchResult): OperatorLine[] {
  const [, ...others] = solutions;
  return [operators, ...others.map((solution) => solution.operators)].flatMap((lines, index) =>
    lines.map((line, k) => ({ ...line, solution: index + 1, place: k + 1 })),
  );
}

/** One run in memory at a time. A run that was removed or damaged since the listing counts as one without a result. */
function linesOfRuns<Line>(lines: (result: SearchResult) => readonly Line[]) {
  return function* (runs: Iterable<ListedRun>): Generator<LineOfRun<Line>> {
    for (const run of runs) {
      const result = run.residualNorm === null ? null : resultOf(run);
      if (result === null) continue;
      for (const [k, line] of lines(result).entries()) yield { run, line, position: k + 1 };
    }
  };
}

function resultOf({ path }: ListedRun): SearchResult | null {
  try {
    return readRun(path).document.result;
  } catch (error) {
    if (error instanceof InputError) return null;
    throw error;
  }
}
