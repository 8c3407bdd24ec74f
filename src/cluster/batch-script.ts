import { InputError } from "../errors.js";
import type { Submission } from "./submission.js";
import { submissionFiles } from "./submission-files.js";
import { slurmTime } from "./wall-time.js";

/** Seconds before the time limit at which a task is asked to store its state and queue again; a quarter of a short limit. */
const NOTICE = 120;
const COLLECT_SECONDS = 600;
const COLLECT_MEMORY = 1024;

/** The program of a batch script: Node and the command line's file, both as absolute paths. */
export interface Program {
  readonly node: string;
  readonly crossing: string;
}

/**
 * The script of the job array. The program replaces the shell, so that Slurm's signals reach it: SIGUSR1 before the time limit,
 * SIGTERM when preempted. Without requeueing by Slurm an interrupted task would be lost; with it, it resumes.
 */
export function arrayScript(submission: Submission, folder: string, program: Program): string {
  const { array, resources } = submission;
  const notice = Math.min(NOTICE, Math.floor(resources.seconds / 4));
  return script(
    [
      ...common(submission),
      `--array=${array}`,
      `--time=${slurmTime(resources.seconds)}`,
      `--cpus-per-task=${resources.cpus}`,
      `--mem=${resources.memory}M`,
      "--requeue",
      `--signal=B:USR1@${notice}`,
      // One log a task, of all its attempts.
      "--open-mode=append",
      `--output=${logPath(folder, "task-%a.log")}`,
    ],
    `${command(program)} cluster task ${shellWord(folder)} "$SLURM_ARRAY_TASK_ID"`,
  );
}

/** The script of the job that gathers the runs when all tasks have ended, well or not. */
export function collectScript(submission: Submission, folder: string, program: Program): string {
  const target = shellWord(`${folder}/${submissionFiles.collected}`);
  return script(
    [
      ...common(submission),
      `--time=${slurmTime(COLLECT_SECONDS)}`,
      "--cpus-per-task=1",
      `--mem=${COLLECT_MEMORY}M`,
      `--output=${logPath(folder, "collect.log")}`,
    ],
    `${command(program)} cluster collect ${shellWord(folder)} --output ${target}`,
  );
}

/** The script of one job that writes what a command prints to a file. */
export function singleScript(
  job: Job,
  { args, output, log }: { readonly args: readonly string[]; readonly output: string; readonly log: string },
  program: Program,
): string {
  const { resources } = job;
  return script(
    [
      ...common(job),
      `--time=${slurmTime(resources.seconds)}`,
      `--cpus-per-task=${resources.cpus}`,
      `--mem=${resources.memory}M`,
      `--output=${directiveValue(log.replaceAll("%", "%%"))}`,
    ],
    `${command(program)} ${args.map(shellWord).join(" ")} > ${shellWord(output)}`,
  );
}

/** What a batch script says of a job besides its command. */
export interface Job {
  readonly theory: Pick<Submission["theory"], "name">;
  readonly resources: Submission["resources"];
}

function script(directives: readonly string[], command: string): string {
  return [
    "#!/bin/bash",
    ...directives.map((directive) => `#SBATCH ${directive}`),
    `exec ${command}`,
    "",
  ].join("\n");
}

function common({ theory, resources }: Job): string[] {
  const { partition, account } = resources;
  return [
    `--job-name=${directiveValue(`crossing-${theory.name}`)}`,
    ...(partition === null ? [] : [`--partition=${directiveValue(partition)}`]),
    ...(account === null ? [] : [`--account=${directiveValue(account)}`]),
    "--nodes=1",
    "--ntasks=1",
  ];
}

const command = ({ node, crossing }: Program) => `${shellWord(node)} ${shellWord(crossing)}`;

/** Slurm replaces %a and its like in the names of logs; a per cent sign of the folder is doubled. */
function logPath(folder: string, name: string): string {
  return directiveValue(`${folder.replaceAll("%", "%%")}/${submissionFiles.log}/${name}`);
}

/** @throws InputError for what the lines of a batch script cannot hold */
function directiveValue(value: string): string {
  if (/["'\\\n\r]/.test(value)) {
    throw new InputError({
      where: "cluster submit",
      found: value,
      allowed: "quotes, backslashes and line breaks cannot be written into a batch script",
    });
  }
  return /\s/.test(value) ? `"${value}"` : value;
}

function shellWord(text: string): string {
  return `'${text.replaceAll("'", `'\\''`)}'`;
}
