import { readFileSync } from "node:fs";
import { z } from "zod";
import { InputError } from "../errors.js";
import { onDisk, replaceFile } from "./atomic-file.js";
import { type RunDocument, runDocumentSchema, runMark } from "./run-document.js";
import { atPlace, withoutPlace } from "./run-place.js";
import { type RunSummary, runSummarySchema, summarise } from "./run-summary.js";
import { isUnchanged, isUntouched, runText, summaryIn } from "./run-text.js";

/** Writes `run.json` as a whole, with a checksum as its last field. */
export function writeRunFile(path: string, document: RunDocument): void {
  replaceFile(path, serialiseRun(document));
}

export function serialiseRun(run: RunDocument): string {
  const { kind: _, schema: __, ...document } = withoutPlace(run);
  return runText({ ...runMark, summary: summarise(run), ...document });
}

/**
 * Reads a `run.json` entirely or not at all. Its summary counts for nothing here.
 * @throws {InputError} naming the file and what is wrong: missing, cut short, foreign, damaged, of another version
 */
export function readRunFile(path: string): RunDocument {
  const file = readBytes(path);
  const content = parse(path, file.toString("utf8"));
  if (content.kind !== runMark.kind) {
    throw new InputError({
      where: path,
      field: "kind",
      found: content.kind,
      allowed: "not a run of crossing",
    });
  }
  if (content.schema !== runMark.schema) {
    throw new InputError({
      where: path,
      field: "schema",
      found: content.schema,
      allowed: `this version of crossing reads schema ${runMark.schema}`,
    });
  }
  if (!isUntouched(file) && !isUnchanged(content)) {
    throw new InputError({
      where: path,
      allowed: "its checksum does not fit: the file is damaged or was edited",
    });
  }
  return atPlace(validate(path, content), path);
}

/**
 * The summary in a `run.json` that is untouched, without a look at the rest, in a quarter of the time. Null where the file is another, or of a
 * version with another summary: then the whole of it tells, or what is wrong with it.
 * @throws {InputError} where it cannot be read
 */
export function readRunSummary(path: string): RunSummary | null {
  const file = readBytes(path);
  return isUntouched(file) ? (runSummarySchema.safeParse(summaryIn(file)).data ?? null) : null;
}

function parse(path: string, text: string): Record<string, unknown> {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    throw new InputError({
      where: path,
      allowed: `not a whole JSON document (${text.length} characters): the file is cut short or damaged`,
    });
  }
  if (typeof value !== "object" || value === null || Array.isArray(value)) {
    throw new InputError({ where: path, allowed: "not a run of crossing: expected a JSON object" });
  }
  return value as Record<string, unknown>;
}

function validate(path: string, content: unknown): RunDocument {
  const outcome = runDocumentSchema.safeParse(content);
  if (outcome.success) return inOrderOf(content, outcome.data) as RunDocument;
  const issue = outcome.error.issues[0]!;
  throw new InputError({ where: path, field: z.core.toDotPath(issue.path), allowed: issue.message });
}

/** The same value with the fields of its objects in the order of the file; the schema would have them in its own. */
function inOrderOf(file: unknown, read: unknown): unknown {
  if (Array.isArray(read)) return read.map((entry, k) => inOrderOf((file as unknown[])[k], entry));
  if (typeof read !== "object" || read === null) return read;
  const names = Object.keys(file as object).filter((name) => Object.hasOwn(read, name));
  const fields = read as Readonly<Record<string, unknown>>;
  const ordered = [...names, ...Object.keys(read).filter((name) => !names.includes(name))];
  return Object.fromEntries(
    ordered.map((name) => [name, inOrderOf((file as Record<string, unknown>)[name], fields[name])]),
  );
}

export function readText(path: string): string {
  return readBytes(path).toString("utf8");
}

function readBytes(path: string): Buffer {
  return onDisk(path, () => {
    try {
      return readFileSync(path);
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== "ENOENT") throw error;
      throw new InputError({ where: path, allowed: "no such file" });
    }
  });
}
