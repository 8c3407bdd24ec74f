import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { z } from "zod";
import { InputError } from "../errors.js";
import { onDisk, replaceFile } from "./atomic-file.js";
import { type RunDocument, type RunHead, runDocumentSchema, runHeadSchema, toJson } from "./run-document.js";
import { atPlace, withoutPlace } from "./run-place.js";

/** Writes `run.json` as a whole, with a checksum as its last field. */
export function writeRunFile(path: string, document: RunDocument): void {
  replaceFile(path, serialiseRun(document));
}

export function serialiseRun(run: RunDocument): string {
  const document = withoutPlace(run);
  return `${toJson({ ...document, checksum: checksum(toJson(document)) }, 2)}\n`;
}

/**
 * Reads a `run.json` entirely or not at all.
 * @throws {InputError} naming the file and what is wrong: missing, cut short, foreign, damaged, of another version
 */
export function readRunFile(path: string): RunDocument {
  return atPlace(validate(path, readWhole(path), runDocumentSchema), path);
}

/**
 * Reads what a listing needs, in half the time.
 * @throws {InputError} as `readRunFile`, but for operators, solutions and warnings of another shape
 */
export function readRunHead(path: string): RunHead {
  return validate(path, readWhole(path), runHeadSchema);
}

function readWhole(path: string): Record<string, unknown> {
  const { checksum: expected, ...content } = parse(path);
  if (content.kind !== "crossing-run") {
    throw new InputError({
      where: path,
      field: "kind",
      found: content.kind,
      allowed: "not a run of crossing",
    });
  }
  if (content.schema !== 1) {
    throw new InputError({
      where: path,
      field: "schema",
      found: content.schema,
      allowed: "this version of crossing reads schema 1",
    });
  }
  if (expected !== checksum(toJson(content))) {
    throw new InputError({
      where: path,
      allowed: "its checksum does not fit: the file is damaged or was edited",
    });
  }
  return content;
}

function parse(path: string): Record<string, unknown> {
  const text = readText(path);
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

function validate<Content>(path: string, content: unknown, schema: z.ZodType<Content>): Content {
  const outcome = schema.safeParse(content);
  if (outcome.success) return outcome.data;
  const issue = outcome.error.issues[0]!;
  throw new InputError({ where: path, field: z.core.toDotPath(issue.path), allowed: issue.message });
}

export function readText(path: string): string {
  return onDisk(path, () => {
    try {
      return readFileSync(path, "utf8");
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== "ENOENT") throw error;
      throw new InputError({ where: path, allowed: "no such file" });
    }
  });
}

function checksum(text: string): string {
  return `sha256:${createHash("sha256").update(text).digest("hex")}`;
}
