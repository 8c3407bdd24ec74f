import { closeSync, fstatSync, openSync, readSync } from "node:fs";
import { progressEventSchema } from "../archive/run-document.js";
import type { ProgressEvent } from "../search/result.js";

/** Events kept of a run: with more every second one goes, so that a chart of days stays a chart. */
const KEPT = 4000;

/** Reads what is appended to a trace file, each line once. */
export class TraceFollower {
  /** oldest first; thinned out where there are very many */
  events: ProgressEvent[] = [];
  /** lines that are no progress events; a damaged trace is a matter of the run, not of who looks at it */
  unreadable = 0;
  private offset: number;
  private rest: Buffer = Buffer.alloc(0);

  /** @param tail begins this many bytes before the end of the file, and not at its beginning */
  constructor(
    private readonly path: string,
    tail?: number,
  ) {
    this.offset = tail === undefined ? 0 : Math.max(0, sizeOf(path) - tail);
    this.insideLine = this.offset > 0;
  }

  /** false until the first whole line begins */
  private insideLine: boolean;

  /** Reads on; true where there was something new. A file that has become shorter was begun again: so is the reading. */
  poll(): boolean {
    const appended = readFrom(this.path, this.offset);
    if (appended === null) return false;
    if (appended === "shorter") {
      this.events = [];
      this.offset = 0;
      this.rest = Buffer.alloc(0);
      this.insideLine = false;
      return this.poll();
    }
    this.offset += appended.length;
    const text = Buffer.concat([this.rest, appended]);
    const end = text.lastIndexOf(0x0a) + 1;
    this.rest = text.subarray(end);
    const lines = text.toString("utf8", 0, end).split("\n").slice(0, -1);
    if (this.insideLine && end > 0) {
      lines.shift();
      this.insideLine = false;
    }
    for (const line of lines) this.take(line);
    return lines.length > 0;
  }

  private take(line: string): void {
    if (line === '{"end":true}') return;
    const event = parsed(line);
    if (event === null) this.unreadable++;
    else this.events.push(event);
    if (this.events.length > KEPT) this.events = this.events.filter((_, index) => index % 2 === 0);
  }
}

function parsed(line: string): ProgressEvent | null {
  try {
    return progressEventSchema.parse(JSON.parse(line));
  } catch {
    return null;
  }
}

function sizeOf(path: string): number {
  return withFile(path, (file) => fstatSync(file).size) ?? 0;
}

function readFrom(path: string, offset: number): Buffer | "shorter" | null {
  return withFile(path, (file) => {
    const { size } = fstatSync(file);
    if (size < offset) return "shorter";
    if (size === offset) return null;
    const bytes = Buffer.alloc(size - offset);
    return bytes.subarray(0, readSync(file, bytes, 0, bytes.length, offset));
  });
}

/** Null where there is no such file yet, or no longer. */
function withFile<T>(path: string, use: (file: number) => T): T | null {
  let file: number;
  try {
    file = openSync(path, "r");
  } catch {
    return null;
  }
  try {
    return use(file);
  } finally {
    closeSync(file);
  }
}
