import { existsSync, readdirSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import { z } from "zod";
import { onDisk, replaceFile } from "../archive/atomic-file.js";
import { readText } from "../archive/run-file.js";
import { InputError } from "../errors.js";
import { makeFolder } from "../make-folder.js";
import { submissionFiles } from "./submission-files.js";

const submissionSchema = z.object({
  kind: z.literal("crossing-submission"),
  schema: z.literal(1),
  id: z.string().min(1),
  created: z.iso.datetime(),
  theory: z.object({
    name: z.string(),
    /** an id, or the absolute path of a theory file */
    reference: z.string(),
    /** of the theory file: a task refuses to run with another one */
    sha256: z.string(),
  }),
  /** options of the command `search`, all but the stream and the folder */
  search: z.record(z.string(), z.json()),
  /** as typed, such as `0-99%8` */
  array: z.string(),
  /** of one task */
  resources: z.object({
    seconds: z.int().positive(),
    cpus: z.int().positive(),
    /** mebibytes */
    memory: z.int().positive(),
    partition: z.string().nullable(),
    account: z.string().nullable(),
  }),
  /** Slurm's number of the job array; null until it was accepted */
  jobId: z.string().nullable(),
  /** Slurm's number of the job that gathers the results */
  collectJobId: z.string().nullable(),
});

/** `submission.json`, schema version 1: a search done as a job array, one stream of the seed a task. */
export type Submission = Readonly<z.infer<typeof submissionSchema>>;

export interface StoredSubmission {
  readonly folder: string;
  readonly submission: Submission;
}

/** @throws InputError where the disk refuses */
export function writeSubmission({ folder, submission }: StoredSubmission): void {
  onDisk(folder, () => makeFolder(join(folder, submissionFiles.log)));
  replaceFile(join(folder, submissionFiles.submission), `${JSON.stringify(submission, null, 2)}\n`);
}

/**
 * Finds a submission by the path of its folder, or by an id or the beginning of one under `out`; without a reference, the newest.
 * @throws InputError where none or several fit, or where its file is damaged
 */
export function findSubmission(reference: string | undefined, out: string): StoredSubmission {
  if (reference !== undefined && isSubmission(reference)) return readSubmission(reference);
  const fits = existsSync(out)
    ? readdirSync(out)
        .filter((name) => name.startsWith(reference ?? "") && isSubmission(join(out, name)))
        .sort()
    : [];
  const [first] = reference === undefined ? fits.slice(-1) : fits;
  if (first !== undefined && (reference === undefined || fits.length === 1 || first === reference)) {
    return readSubmission(join(out, first));
  }
  throw new InputError({
    where: "submission",
    ...(reference !== undefined && { found: reference }),
    allowed:
      fits.length === 0
        ? `no such submission in ${out}; \`crossing cluster submit\` makes one`
        : `${fits.length} submissions begin like this; type more of the id`,
  });
}

const isSubmission = (folder: string) => existsSync(join(folder, submissionFiles.submission));

function readSubmission(folder: string): StoredSubmission {
  const path = join(folder, submissionFiles.submission);
  let content: unknown;
  try {
    content = JSON.parse(readText(path));
  } catch (error) {
    if (error instanceof InputError) throw error;
    throw new InputError({ where: path, allowed: "not a whole JSON document: the file is damaged" });
  }
  const outcome = submissionSchema.safeParse(content);
  if (outcome.success) return { folder: resolve(dirname(path)), submission: outcome.data };
  const issue = outcome.error.issues[0]!;
  throw new InputError({ where: path, field: z.core.toDotPath(issue.path), allowed: issue.message });
}
