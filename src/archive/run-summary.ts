import { operatorCount } from "./operator-lines.js";
import { evidenceOf } from "./ranking.js";
import type { RunHead } from "./run-document.js";

/** A run in one line: what it was asked for, how well it fits, what it cost. Numbers are null until there is a result. */
export interface RunSummary {
  readonly id: string;
  /** as the process wrote it; `interrupted` where that process is gone (`listSummaries`) */
  readonly state: RunHead["state"];
  readonly theory: string;
  readonly title: string;
  readonly parameters: Readonly<Record<string, number>>;
  readonly preset: string | null;
  readonly free: boolean;
  /** null where the command line left it to the program and there is no result to tell */
  readonly optimiser: string | null;
  readonly objective: string | null;
  readonly strategy: string | null;
  /** null for those of the theory file */
  readonly points: string | null;
  readonly seed: number;
  readonly stream: number;
  readonly evaluations: number | null;
  readonly sacSteps: number | null;
  readonly cpuSeconds: number | null;
  readonly wallSeconds: number | null;
  readonly residualNorm: number | null;
  readonly heldOutNorm: number | null;
  readonly chi2: number | null;
  readonly rank: number | null;
  readonly cut: number | null;
  /** −2 ln(evidence) of the rung that the result is from */
  readonly evidence: number | null;
  /** number of operators of the best solution, each counted once whatever its channels */
  readonly operators: number | null;
  /** number of distinct solutions kept */
  readonly solutions: number | null;
  readonly warnings: number | null;
  readonly stopReason: string | null;
  readonly failure: string | null;
  /** ISO 8601, UTC */
  readonly started: string;
  readonly finished: string | null;
  /** versions of the program and of Node */
  readonly crossing: string;
  readonly node: string;
  readonly cpu: string;
}

export function summarise(head: RunHead): RunSummary {
  const { theory, options, versions } = head;
  const asked = (name: string) => (typeof options[name] === "string" ? options[name] : null);
  return {
    id: head.id,
    state: head.state,
    theory: theory.name,
    title: theory.title,
    parameters: theory.parameters,
    preset: theory.preset,
    free: theory.free,
    optimiser: head.result?.optimiser ?? asked("optimiser"),
    objective: head.result?.objective ?? asked("objective"),
    strategy: head.result?.strategy ?? asked("strategy"),
    points: asked("points"),
    seed: head.seed,
    stream: head.stream,
    ...numbers(head.result),
    stopReason: head.stopReason,
    failure: head.failure,
    started: head.started,
    finished: head.finished,
    crossing: versions.crossing,
    node: versions.node,
    cpu: head.machine.cpu,
  };
}

function numbers(result: RunHead["result"]) {
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

/** Two runs with the same key solve the same equations, so that their fits compare: best of a problem, statistics over seeds. */
export function problemKey(run: RunSummary): string {
  const { theory, parameters, preset, free, objective, points } = run;
  const values = Object.entries(parameters).sort(([a], [b]) => Number(a > b) - Number(a < b));
  return JSON.stringify([theory, values, preset, free, objective, points]);
}
