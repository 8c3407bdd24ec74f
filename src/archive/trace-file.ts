import {
  closeSync,
  existsSync,
  fsyncSync,
  ftruncateSync,
  openSync,
  readFileSync,
  truncateSync,
  writeSync,
} from "node:fs";
import { z } from "zod";
import { InputError } from "../errors.js";
import type { ProgressEvent } from "../search/result.js";
import { onDisk } from "./atomic-file.js";
import { progressEventSchema, toJson } from "./run-document.js";
import { readText } from "./run-file.js";

const newline = 0x0a;

/** The append-only record of a search: one JSON document a line, a last line `{"end":true}` where it was finished. */
export class TraceWriter {
  private readonly file: number;
  /** length of the file so far */
  bytes: number;

  /** Opens for appending after the first `keep` bytes; what a dead process wrote behind them goes. */
  constructor(path: string, keep: number) {
    this.file = onDisk(path, () => openSync(path, "a"));
    const content = onDisk(path, () => readFileSync(path)).subarray(0, keep);
    this.bytes = content.lastIndexOf(newline) + 1;
    truncateSync(path, this.bytes);
  }

  append(event: ProgressEvent): void {
    this.writeLine(toJson(event));
  }

  end(): void {
    this.writeLine('{"end":true}');
    fsyncSync(this.file);
  }

  close(): void {
    closeSync(this.file);
  }

  /** All of it or nothing: a line that a full disk cuts short goes again. */
  private writeLine(line: string): void {
    const bytes = Buffer.from(`${line}\n`);
    try {
      for (let written = 0; written < bytes.length; ) written += writeSync(this.file, bytes, written);
    } catch (error) {
      ftruncateSync(this.file, this.bytes);
      throw error;
    }
    this.bytes += bytes.length;
  }
}

export interface Trace {
  readonly events: readonly ProgressEvent[];
  /** false where the process stopped before the end of the search */
  readonly complete: boolean;
}

/**
 * A run whose folder was given away without its trace has none. A last line without its end is what a killed process leaves, and is left out.
 * @throws {InputError} where a whole line is not a progress event
 */
export function readTrace(path: string): Trace {
  if (!existsSync(path)) return { events: [], complete: true };
  const lines = readText(path).split("\n");
  lines.pop();
  const complete = lines.at(-1) === '{"end":true}';
  if (complete) lines.pop();
  return { events: lines.map((line, index) => parseEvent(line, `${path}:${index + 1}`)), complete };
}

function parseEvent(line: string, where: string): ProgressEvent {
  let value: unknown;
  try {
    value = JSON.parse(line);
  } catch {
    throw new InputError({ where, found: line, allowed: "not a line of JSON: the trace is damaged" });
  }
  const outcome = progressEventSchema.safeParse(value);
  if (outcome.success) return outcome.data;
  const issue = outcome.error.issues[0]!;
  throw new InputError({ where, field: z.core.toDotPath(issue.path), allowed: issue.message });
}
