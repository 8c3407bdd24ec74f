import type { Terminal } from "./terminal.js";

const redrawEvery = 0.1;
const printEvery = 10;

/** One redrawn line on a terminal, else a line every 10 s. */
export function progressLine<Progress>(
  terminal: Terminal,
  quiet: boolean,
  inWords: (progress: Progress) => string,
) {
  let last = terminal.seconds();
  let drawn = false;
  return {
    show(progress: Progress): void {
      const now = terminal.seconds();
      if (quiet || now - last < (terminal.redraws ? redrawEvery : printEvery)) return;
      last = now;
      drawn = terminal.redraws;
      const line = inWords(progress);
      terminal.note(drawn ? `\r\x1b[2K${line.slice(0, terminal.columns - 1)}` : `${line}\n`);
    },
    clear(): void {
      if (drawn) terminal.note("\r\x1b[2K");
    },
  };
}

/** The most negative value of a functional on a column. */
export const worst = (violation: number | null) =>
  violation === null ? "no solution yet" : `worst column ${violation.toPrecision(2)}`;
