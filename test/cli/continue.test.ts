import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { listRuns } from "../../src/archive/run-lookup.js";
import { continuationMark } from "../../src/report/continuation.js";
import type { SearchResult } from "../../src/search/result.js";
import { scratchFolder } from "../archive/example-run.js";
import { reproducible } from "./built-program.js";
import { crossing, fakeTerminal } from "./command-line.js";

const path = ["continue", "gff-2d", "--along", "delta=0.2..0.5:power:2", "--steps", "4", "--free", "--json"];
const engine = ["--optimiser", "least-squares", "--rungs", "2", "--points", "spread-40", "--seed", "3"];

/** Presses Ctrl-C at the first word of a step. */
function interruptedAt(step: string) {
  const terminal = fakeTerminal();
  const { note } = terminal;
  let pressed = false;
  terminal.note = (text) => {
    note(text);
    if (pressed || !text.includes(step)) return;
    pressed = true;
    terminal.interrupt();
  };
  return terminal;
}

function steps(stdout: string) {
  const printed = JSON.parse(stdout).steps as ({ at: number } & SearchResult)[];
  return printed.map(({ at, ...result }) => ({ at, result: reproducible(result) }));
}

/** What the runs of a folder were asked for, step by step. */
function asked(out: string) {
  return listRuns(out)
    .runs.map((run) => ({ step: continuationMark(run)!.step, run }))
    .sort((a, b) => a.step - b.step)
    .map(({ run: { document } }) => {
      const { continuation, ...options } = document.options;
      return { options, theory: document.theory, mark: { ...(continuation as object), id: "" } };
    });
}

describe("crossing continue --resume", () => {
  it.each(["(1/4)", "(3/4)"])(
    "goes on from a Ctrl-C in step %s as the printed line says: the same problem, steps and bits as without it",
    async (step) => {
      const [whole, stopped] = [join(scratchFolder(), "whole"), join(scratchFolder(), "with a blank")];
      const uninterrupted = await crossing([...path, ...engine, "--out", whole]);
      const first = await crossing([...path, ...engine, "--out", stopped], interruptedAt(step));
      expect(first.code).toBe(130);
      const [, run] =
        /of 4 steps are stored; go on with: crossing continue --resume '(.+)'$/m.exec(first.stderr) ?? [];
      const rest = await crossing(["continue", "--resume", run!, "--json"]);
      expect(rest.code).toBe(0);
      expect(steps(rest.stdout)).toEqual(steps(uninterrupted.stdout));
      expect(asked(stopped)).toEqual(asked(whole));
      expect(await crossing(["continue", "--resume", run!])).toMatchObject({
        code: 2,
        stderr: expect.stringMatching(/all steps of the continuation are finished/),
      });
    },
  );

  it("takes neither theory nor options, and needs a step of a continuation", async () => {
    const out = scratchFolder();
    const kept = { code: 2, stderr: expect.stringMatching(/keeps its own theory and options/) };
    expect(await crossing(["continue", "gff-2d", "--resume", "x", "--out", out])).toMatchObject(kept);
    expect(await crossing(["continue", "--resume", "x", "--budget", "1s", "--out", out])).toMatchObject(kept);
    await crossing(["search", "gff-2d", ...engine, "--out", out]);
    const [{ document }] = listRuns(out).runs as [ReturnType<typeof listRuns>["runs"][number]];
    expect(await crossing(["continue", "--resume", document.id, "--out", out])).toMatchObject({
      code: 2,
      stderr: expect.stringMatching(/is no step of a continuation/),
    });
  });

  it("a new one needs a theory and a path", async () => {
    expect((await crossing(["continue"])).stderr).toMatch(/continue: which theory\?/);
    expect((await crossing(["continue", "gff-2d"])).stderr).toMatch(/--along: give the path/);
  });
});
