import { z } from "zod";
import { operatorCount } from "./operator-lines.js";
import { evidenceOf } from "./ranking.js";
import { count, type RunDocument, real, runDocumentSchema } from "./run-document.js";

const { id, state, theory, seed, stream, versions, machine, started, finished, stopReason, failure } =
  runDocumentSchema.shape;

/**
 * A run in one line: what it was asked for, how well it fits, what it cost. Numbers are null until there is a result.
 *
 * Files keep the summary they were written with. One that lacks a field is made again from the whole document, so a field whose meaning changes
 * gets another name.
 */
export const runSummarySchema = z.object({
  id,
  /** as the process wrote it; `interrupted` where that process is gone (`listSummaries`) */
  state,
  theory: theory.shape.name,
  title: theory.shape.title,
  /** found values where they were unknowns */
  parameters: theory.shape.parameters,
  /** names of those that were */
  unknown: z.array(z.string()),
  preset: theory.shape.preset,
  free: theory.shape.free,
  /** null where the command line left it to the program and there is no result to tell */
  optimiser: z.string().nullable(),
  objective: z.string().nullable(),
  strategy: z.string().nullable(),
  /** null for those of the theory file */
  points: z.string().nullable(),
  seed,
  stream,
  evaluations: count.nullable(),
  sacSteps: count.nullable(),
  cpuSeconds: real.nullable(),
  wallSeconds: real.nullable(),
  residualNorm: real.nullable(),
  heldOutNorm: real.nullable(),
  chi2: real.nullable(),
  rank: count.nullable(),
  cut: real.nullable(),
  /** −2 ln(evidence) of the rung that the result is from */
  evidence: real.nullable(),
  /** number of operators of the best solution, each counted once whatever its channels */
  operators: count.nullable(),
  /** number of distinct solutions kept */
  solutions: count.nullable(),
  warnings: count.nullable(),
  stopReason,
  failure,
  /** ISO 8601, UTC */
  started,
  finished,
  /** versions of the program and of Node */
  crossing: versions.shape.crossing,
  node: versions.shape.node,
  cpu: machine.shape.cpu,
});

export type RunSummary = Readonly<z.infer<typeof runSummarySchema>>;

export function summarise(document: RunDocument): RunSummary {
  const { theory, options, versions } = document;
  const asked = (name: string) => (typeof options[name] === "string" ? options[name] : null);
  return {
    id: document.id,
    state: document.state,
    theory: theory.name,
    title: theory.title,
    parameters: document.result?.parameters ?? theory.parameters,
    unknown: unknownNames(options.unknown),
    preset: theory.preset,
    free: theory.free,
    optimiser: document.result?.optimiser ?? asked("optimiser"),
    objective: document.result?.objective ?? asked("objective"),
    strategy: document.result?.strategy ?? asked("strategy"),
    points: asked("points"),
    seed: document.seed,
    stream: document.stream,
    ...numbers(document.result),
    stopReason: document.stopReason,
    failure: document.failure,
    started: document.started,
    finished: document.finished,
    crossing: versions.crossing,
    node: versions.node,
    cpu: document.machine.cpu,
  };
}

function numbers(result: RunDocument["result"]) {
  return {
    evaluations: result?.evaluations ?? null,
    sacSteps: result?.sacSteps ?? null,
    cpuSeconds: result?.cpuSeconds ?? null,
    wallSeconds: result?.wallSeconds ?? null,
    residualNorm: result?.residualNorm ?? null,
    heldOutNorm: result?.heldOutNorm ?? null,
    chi2: result?.chi2 ?? null,
    rank: result?.rank ?? null,
    cut: result?.cut ?? null,
    evidence: result && evidenceOf(result),
    operators: result && operatorCount(result.operators),
    solutions: result?.solutions.length ?? null,
    warnings: result?.warnings.length ?? null,
  };
}

function unknownNames(option: unknown): string[] {
  return Array.isArray(option) ? option.map(String) : [];
}

/** Two runs with the same key solve the same equations, so that their fits compare: best of a problem, statistics over seeds. */
export function problemKey(run: RunSummary): string {
  const { theory, parameters, unknown, preset, free, objective, points } = run;
  const values = Object.entries(parameters)
    .map(([name, value]) => [name, unknown.includes(name) ? "unknown" : value] as const)
    .sort(([a], [b]) => Number(a > b) - Number(a < b));
  return JSON.stringify([theory, values, preset, free, objective, points]);
}
