import { appendFileSync, existsSync, readFileSync } from "node:fs";
import type { Tally } from "./tally.js";

/** The pieces of work that are done, kept in a file with a line each, where there is one. */
export class Ledger {
  private readonly done = new Map<string, Tally>();

  constructor(private readonly file: string | undefined) {
    if (file === undefined || !existsSync(file)) return;
    for (const line of readFileSync(file, "utf8").split("\n")) {
      if (line === "") continue;
      const { piece, tally } = JSON.parse(line) as { piece: string; tally: Tally };
      this.done.set(piece, tally);
    }
  }

  has(piece: string): boolean {
    return this.done.has(piece);
  }

  add(piece: string, tally: Tally): void {
    this.done.set(piece, tally);
    const line = `${JSON.stringify({ piece, tally })}\n`;
    process.stderr.write(line);
    if (this.file !== undefined) appendFileSync(this.file, line);
  }

  /** Those of these pieces, in their order. */
  of(pieces: readonly string[]): Tally[] {
    return pieces.map((piece) => this.done.get(piece)!);
  }
}
