import { existsSync, rmSync } from "node:fs";
import { join, resolve } from "node:path";
import { onDisk, replaceFile } from "../../archive/atomic-file.js";
import { newRunId } from "../../archive/run-id.js";
import { describeTheory } from "../../archive/run-theory.js";
import { arrayScript, collectScript } from "../../cluster/batch-script.js";
import { submitBatch } from "../../cluster/slurm.js";
import { type StoredSubmission, type Submission, writeSubmission } from "../../cluster/submission.js";
import { submissionFiles } from "../../cluster/submission-files.js";
import { parseTaskArray } from "../../cluster/task-array.js";
import { counted } from "../../counted.js";
import { InputError } from "../../errors.js";
import { makeFolder } from "../../make-folder.js";
import { ladderPlan } from "../../search/ladder/plan.js";
import { readOperatorData } from "../data-file.js";
import { newJobs } from "../search-jobs.js";
import type { Terminal } from "../terminal.js";
import type { SubmitOptions } from "./options.js";
import { thisProgram } from "./program.js";

/** Where a run named by --start is looked up. */
const RUNS = "runs";

/** The command `cluster submit`. */
export async function submit(reference: string, options: SubmitOptions, terminal: Terminal): Promise<void> {
  const { indices } = parseTaskArray(options.array);
  const stored = await prepare(reference, options);
  const scripts = batchScripts(stored);
  if (options.dryRun) {
    if (options.json) terminal.print(JSON.stringify(scripts, null, 2));
    else terminal.print(`${scripts.array}\n# when all tasks have ended:\n${scripts.collect.trimEnd()}`);
    return;
  }
  await store(stored, options, scripts);
  const submission = send(stored, terminal);
  if (options.json) {
    const { id, jobId, collectJobId } = submission;
    const document = { submission: id, folder: stored.folder, jobId, collectJobId, tasks: indices.length };
    terminal.print(JSON.stringify(document, null, 2));
  } else terminal.print(whatNext({ ...stored, submission }, options.out, indices.length));
}

/** Everything that can be wrong with a search is found here, not by a hundred tasks. */
async function prepare(reference: string, options: SubmitOptions): Promise<StoredSubmission> {
  const { array, time, cpus, memory, partition, account, dryRun, json, out, ...search } = options;
  const { theory, job } = await newJobs(reference, { ...search, out: RUNS });
  await ladderPlan(theory, job(0).options);
  const now = new Date();
  const id = newRunId(theory.name, now);
  const folder = resolve(out, id);
  const onFile = existsSync(reference) && resolve(reference) === resolve(theory.file);
  const { start, ...rest } = search;
  const submission: Submission = {
    kind: "crossing-submission",
    schema: 1,
    id,
    created: now.toISOString(),
    theory: {
      name: theory.name,
      reference: onFile ? resolve(reference) : reference,
      sha256: describeTheory(theory, reference, search).sha256,
    },
    search: JSON.parse(
      JSON.stringify({ ...rest, ...(start !== undefined && { start: join(folder, submissionFiles.start) }) }),
    ),
    array,
    resources: { seconds: time, cpus, memory, partition: partition ?? null, account: account ?? null },
    jobId: null,
    collectJobId: null,
  };
  return { folder, submission };
}

interface Scripts {
  readonly array: string;
  readonly collect: string;
}

function batchScripts({ folder, submission }: StoredSubmission): Scripts {
  const program = thisProgram();
  return {
    array: arrayScript(submission, folder, program),
    collect: collectScript(submission, folder, program),
  };
}

async function store(stored: StoredSubmission, options: SubmitOptions, scripts: Scripts): Promise<void> {
  const { folder } = stored;
  const operators = options.start === undefined ? null : await readOperatorData(options.start, RUNS);
  onDisk(folder, () => {
    makeFolder(join(folder, submissionFiles.log));
    makeFolder(join(folder, submissionFiles.runs));
  });
  writeSubmission(stored);
  replaceFile(join(folder, submissionFiles.array), scripts.array);
  replaceFile(join(folder, submissionFiles.collect), scripts.collect);
  if (operators !== null) replaceFile(join(folder, submissionFiles.start), JSON.stringify({ operators }));
}

/** Without the job array there is no submission; without the job that collects, `cluster collect` does it by hand. */
function send({ folder, submission }: StoredSubmission, terminal: Terminal): Submission {
  let sent = submission;
  try {
    sent = { ...sent, jobId: submitBatch(join(folder, submissionFiles.array)) };
  } catch (error) {
    rmSync(folder, { recursive: true, force: true });
    throw error;
  }
  writeSubmission({ folder, submission: sent });
  try {
    const collectJobId = submitBatch(join(folder, submissionFiles.collect), sent.jobId!);
    sent = { ...sent, collectJobId };
    writeSubmission({ folder, submission: sent });
  } catch (error) {
    if (!(error instanceof InputError)) throw error;
    terminal.note(`warning: nothing will collect the results at the end: ${error.message}\n`);
  }
  return sent;
}

function whatNext({ folder, submission }: StoredSubmission, out: string, tasks: number): string {
  const place = out === "submissions" ? submission.id : folder;
  return `submitted ${counted(tasks, "task")} as job ${submission.jobId}, stored in ${folder}
next: crossing cluster status ${place}
      crossing cluster collect ${place}
      scancel ${submission.jobId}`;
}
