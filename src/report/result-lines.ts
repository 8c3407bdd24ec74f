import { parameterTexts } from "../compare/parameter-text.js";
import { formatPlain, formatUncertain } from "../compare/uncertainty.js";
import type { SearchResult } from "../search/result.js";
import { chi2Text, normText } from "./result-tables.js";

/** The theory's title with the values of its parameters. */
export function titleLine(title: string, parameters: Readonly<Record<string, number>>): string {
  return [title, ...parameterTexts(parameters)].join(", ");
}

export function methodLine({ optimiser, strategy, objective, seed, stream }: SearchResult): string {
  const which = stream === 0 ? "" : `, stream ${stream}`;
  return `${optimiser}, ${strategy}, ${objective} objective, seed ${seed}${which}`;
}

/** How good the fit is. */
export function fitLine({ chi2, rank, residualNorm, heldOutNorm, cut }: SearchResult): string {
  const fit = chi2 === null ? [] : [`χ² ${chi2Text(chi2)} on ${rank} rows`];
  const above = cut === null ? [] : [`cut Δ = ${formatPlain(cut)}`];
  const norm = `‖E‖ ${normText(residualNorm)} (${normText(heldOutNorm)} on held-out points)`;
  return [...fit, norm, ...above].join(", ");
}

/** The parameters that were found with the rest; empty where all were given. */
export function foundLine({ external = [] }: SearchResult): string {
  const values = external.map(({ name, value, error }) =>
    error === null
      ? `${name} = ${formatPlain(value)} undetermined`
      : `${name} = ${formatUncertain(value, error)}`,
  );
  return values.length === 0 ? "" : `found: ${values.join(", ")}`;
}

export function costLine(result: SearchResult): string {
  const sac = result.sacSteps === 0 ? "" : `, ${result.sacSteps} SAC steps`;
  const times = `${result.cpuSeconds.toFixed(1)} CPU s, ${result.wallSeconds.toFixed(1)} s`;
  return `stopped: ${result.stopReason}; ${result.evaluations} evaluations${sac}, ${times}`;
}

/** What to make of several solutions. */
export function solutionsLine(count: number): string {
  return `${count} distinct solutions; the first is the table above. Where χ² is close, these data do not decide.`;
}
