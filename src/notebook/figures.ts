import type { BenchmarkResult } from "../benchmark/benchmark.js";
import { InputError } from "../errors.js";
import { benchmarkPlot } from "../plots/benchmark.js";
import { convergencePlot } from "../plots/convergence.js";
import { curvePlot } from "../plots/curve.js";
import { evidencePlot } from "../plots/evidence-map.js";
import type { PlotSpecification } from "../plots/specification.js";
import { spectrumPlot } from "../plots/spectrum.js";
import { exactAlong } from "../report/exact-curve.js";
import { titleLine } from "../report/result-lines.js";
import type { MapSummary } from "../search/map/summary.js";
import type { Run } from "./run.js";

/** Scaling dimensions against spin, with error bars, exact values and the cut. */
export function spectrum({ result, theory }: Run): PlotSpecification {
  return spectrumPlot(result, theory);
}

/**
 * Best objective against evaluations, one colour a run. Searches report some tens of milliseconds apart: the points of the curve, unlike the
 * numbers of a result, depend on the machine's speed.
 * @throws {InputError} for runs that kept no trace
 */
export function convergence(...runs: readonly Run[]): PlotSpecification {
  const traced = runs.filter(({ trace }) => trace.length > 0);
  if (traced.length === 0)
    throw new InputError({ where: "convergence", allowed: "needs a run that kept its trace" });
  const titles = new Set(traced.map(({ theory, result }) => titleLine(theory.title, result.parameters)));
  return convergencePlot(
    [...titles].join("; "),
    traced.map(({ result, trace }) => ({ label: label(result), objective: result.objective, events: trace })),
  );
}

/**
 * Dimensions and squared OPE coefficients of runs of one theory against the parameter in which they differ; lines where its exact data go.
 * @throws {InputError} where they do not differ in one parameter
 */
export function curve(runs: readonly Run[]): PlotSpecification {
  const [first] = runs;
  const parameter = first && varying(runs);
  if (!parameter)
    throw new InputError({
      where: "curve",
      allowed: "needs runs of one theory that differ in one parameter",
    });
  const steps = runs
    .map(({ result, theory }) => ({
      at: result.parameters[parameter]!,
      operators: result.operators,
      exact: theory.exact,
    }))
    .sort((a, b) => a.at - b.at);
  return curvePlot(first.theory.title, {
    parameter,
    steps,
    exact: exactAlong(first.theory, parameter, steps),
  });
}

/** −2 ln(evidence) over one parameter as a curve, over two as an island map. */
export function evidence(title: string, map: MapSummary): PlotSpecification {
  return evidencePlot(title, map);
}

/** Best objective against evaluations for each method: medians over the seeds, with quartiles. */
export function benchmarkCurves(title: string, result: BenchmarkResult): PlotSpecification {
  const { hconcat, ...shared } = benchmarkPlot(title, result);
  const [againstEvaluations] = hconcat as PlotSpecification[];
  return { ...shared, ...againstEvaluations };
}

function label({ optimiser, seed, stream }: Run["result"]): string {
  return `${optimiser}, seed ${seed}${stream === 0 ? "" : `, stream ${stream}`}`;
}

function varying(runs: readonly Run[]): string | undefined {
  const [first] = runs;
  if (new Set(runs.map(({ theory }) => theory.name)).size !== 1) return undefined;
  const found = new Set(runs.flatMap(({ result }) => result.external?.map(({ name }) => name) ?? []));
  const names = Object.keys(first!.result.parameters).filter(
    (name) =>
      !found.has(name) &&
      runs.some(({ result }) => result.parameters[name] !== first!.result.parameters[name]),
  );
  return names.length === 1 ? names[0] : undefined;
}
