import { extname, join } from "node:path";
import { replaceFile } from "../archive/atomic-file.js";
import { readRunTrace, type StoredRun } from "../archive/run-lookup.js";
import { theoryOfRun } from "../archive/run-theory.js";
import { InputError } from "../errors.js";
import { convergencePlot } from "../plots/convergence.js";
import { renderPng, renderSvg } from "../plots/render.js";
import type { PlotSpecification } from "../plots/specification.js";
import { spectrumPlot } from "../plots/spectrum.js";
import { objectiveOf } from "../report/run-objective.js";

/** Writes the spectrum of each run; returns the files. `output` names the one file of a single run. */
export async function drawSpectrum(runs: readonly StoredRun[], output?: string): Promise<string[]> {
  if (output !== undefined && runs.length > 1) {
    throw new InputError({
      where: "--output",
      found: output,
      allowed: "names one picture, but each run has its own spectrum",
    });
  }
  const files: string[] = [];
  for (const { path, state, document } of runs) {
    if (document.result === null) {
      throw new InputError({ where: path, allowed: `the run is ${state} and has no result to draw` });
    }
    const theory = theoryOfRun(document);
    files.push(...(await writePlot(spectrumPlot(document.result, theory), output, join(path, "spectrum"))));
  }
  return files;
}

/** Writes the convergence of the runs in one picture; returns its files. */
export async function drawConvergence(runs: readonly StoredRun[], output?: string): Promise<string[]> {
  const curves = runs.map((run) => ({
    label: run.document.id,
    objective: objectiveOf(run.document),
    events: readRunTrace(run).events,
  }));
  if (curves.every(({ events }) => events.length === 0)) {
    throw new InputError({ where: runs[0]!.path, allowed: "the trace is still empty: nothing to draw" });
  }
  const titles = new Set(runs.map((run) => run.document.theory.title));
  const plot = convergencePlot([...titles].join("; "), curves);
  return writePlot(plot, output, join(runs[0]!.path, "convergence"));
}

/** Both formats next to the run, or the one that the output's name asks for. */
export async function writePlot(
  plot: PlotSpecification,
  output: string | undefined,
  stem: string,
): Promise<string[]> {
  const extension = output === undefined ? null : extname(output);
  if (extension !== null && extension !== ".svg" && extension !== ".png") {
    throw new InputError({
      where: "--output",
      found: output,
      allowed: "expected a name that ends in .svg or .png",
    });
  }
  const svg = await renderSvg(plot);
  const files: string[] = [];
  if (extension !== ".png") files.push(put(output ?? `${stem}.svg`, svg));
  if (extension !== ".svg") files.push(put(output ?? `${stem}.png`, await renderPng(svg)));
  return files;
}

function put(path: string, content: string | Uint8Array): string {
  replaceFile(path, content);
  return path;
}
