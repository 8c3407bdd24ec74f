import { describe, expect, it } from "vitest";
import { Progress } from "../../src/cli/progress.js";
import { progressEvent } from "../archive/example-run.js";
import { fakeTerminal } from "./command-line.js";

describe("progress on standard error", () => {
  it("without a terminal: a line at each new stage, and every 10 s", () => {
    const terminal = fakeTerminal();
    const progress = new Progress(terminal);
    for (let second = 0; second < 25; second++) {
      terminal.clock = second;
      progress.show(progressEvent(second, 1, { rung: second < 3 ? 1 : 2, stage: `start ${second}/30` }));
    }
    const evaluations = terminal.stderr.map((line) => Number(/(\d+) evaluations/.exec(line)![1]));
    expect(evaluations).toEqual([0, 3, 13, 23]);
  });

  it("on a terminal: one line, redrawn ten times a second at most, no wider than the terminal", () => {
    const terminal = fakeTerminal(true);
    const progress = new Progress(terminal, "run 1/2  ");
    for (let step = 0; step < 100; step++) {
      terminal.clock = step / 50;
      progress.show(progressEvent(step, 1 / 3, { rung: 1, rungs: 12, operators: 2 }));
    }
    progress.clear();
    expect(terminal.stderr.length).toBeGreaterThan(10);
    expect(terminal.stderr.length).toBeLessThan(23);
    for (const text of terminal.stderr) {
      expect(text.startsWith("\r\x1b[2K")).toBe(true);
      expect(text).not.toContain("\n");
      expect(text.length - 5).toBeLessThan(60);
    }
  });
});
