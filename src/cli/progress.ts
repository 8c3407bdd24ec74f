import { stageName } from "../archive/run-writer.js";
import { counted } from "../counted.js";
import type { ProgressEvent } from "../search/result.js";
import type { Terminal } from "./terminal.js";

const redrawEvery = 0.1;
const printEvery = 10;

/** Tells on standard error how a search goes: one redrawn line on a terminal, else a line every 10 s and at each new stage. */
export class Progress {
  private lastShown = Number.NEGATIVE_INFINITY;
  private lastStage = "";
  private drawn = false;

  constructor(
    private readonly terminal: Terminal,
    private readonly prefix = "",
  ) {}

  show(event: ProgressEvent): void {
    const now = this.terminal.seconds();
    const stage = `${stageName(event)} ${event.rung ?? ""}`;
    const due = now - this.lastShown >= (this.terminal.redraws ? redrawEvery : printEvery);
    if (!due && stage === this.lastStage) return;
    this.lastShown = now;
    this.lastStage = stage;
    const line = this.prefix + describe(event);
    if (this.terminal.redraws) this.terminal.note(`\r\x1b[2K${line.slice(0, this.terminal.columns - 1)}`);
    else this.terminal.note(`${line}\n`);
    this.drawn = this.terminal.redraws;
  }

  /** A line of its own, under or over the progress. */
  say(line: string): void {
    this.clear();
    this.terminal.note(`${line}\n`);
  }

  /** Takes the redrawn line away. */
  clear(): void {
    if (this.drawn) this.terminal.note("\r\x1b[2K");
    this.drawn = false;
  }
}

function describe(event: ProgressEvent): string {
  const rung = event.rung === undefined ? [] : [`rung ${event.rung}/${event.rungs ?? "?"}`];
  const operators = event.operators === undefined ? [] : [counted(event.operators, "operator")];
  return [
    ...rung,
    ...operators,
    event.stage,
    `best ${event.best.toPrecision(3)}`,
    `${event.evaluations} evaluations`,
    `${event.seconds.toFixed(1)} s`,
  ].join("  ");
}
