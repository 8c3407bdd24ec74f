import { existsSync } from "node:fs";
import { dirname, resolve } from "node:path";
import { replaceFile } from "../../archive/atomic-file.js";
import { pose } from "../../bounds/program/request.js";
import { singleScript } from "../../cluster/batch-script.js";
import { submitBatch } from "../../cluster/slurm.js";
import { InputError } from "../../errors.js";
import { loadTheory } from "../../theory/load.js";
import { requestOf } from "../program-options.js";
import type { Terminal } from "../terminal.js";
import type { ClusterBoundOptions } from "./options.js";
import { thisProgram } from "./program.js";

/** The command `cluster bound`: a bound as one job, whose answer is a file. */
export function submitBound(reference: string, options: ClusterBoundOptions, terminal: Terminal): void {
  const theory = loadTheory(reference, options);
  // what is wrong with the question is found here, not by the job
  pose(theory, requestOf(options));
  const output = resolve(options.output);
  if (!existsSync(dirname(output)))
    throw new InputError({ where: "--output", found: options.output, allowed: "no such folder" });
  const { time, cpus, memory, partition, account } = options;
  const resources = {
    seconds: time,
    cpus,
    memory,
    partition: partition ?? null,
    account: account ?? null,
  };
  const onFile = existsSync(reference) && resolve(reference) === resolve(theory.file);
  const args = boundArguments(onFile ? resolve(reference) : reference, options);
  const script = singleScript({ theory, resources }, { args, output, log: `${output}.log` }, thisProgram());
  if (options.dryRun) {
    terminal.print(options.json ? JSON.stringify({ script }, null, 2) : script.trimEnd());
    return;
  }
  const file = `${output}.sh`;
  replaceFile(file, script);
  const jobId = submitBatch(file);
  terminal.print(
    options.json
      ? JSON.stringify({ jobId, script: file, output }, null, 2)
      : `submitted as job ${jobId}; its answer, JSON, will be in ${output}`,
  );
}

/** The command line of the job. */
function boundArguments(reference: string, options: ClusterBoundOptions): string[] {
  const { set = {}, preset, free, quantity, lambda, digits, gap = [], spins, solver, side, cpus } = options;
  const settings = Object.entries(set).map(([name, value]) => `${name}=${value}`);
  const given = (flag: string, value: string | number | undefined) =>
    value === undefined ? [] : [flag, String(value)];
  return [
    ...["bound", reference],
    ...(settings.length > 0 ? ["--set", ...settings] : []),
    ...given("--preset", preset),
    ...(free ? ["--free"] : []),
    ...["--quantity", quantity],
    ...given("--lambda", lambda),
    ...given("--digits", digits),
    ...(gap.length > 0 ? ["--gap", ...gap] : []),
    ...given("--spins", spins),
    ...["--solver", solver],
    ...(solver === "sdpb" ? ["--side", side, "--threads", String(cpus)] : []),
    ...["--quiet", "--json"],
  ];
}
