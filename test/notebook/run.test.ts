import { describe, expect, it } from "vitest";
import { createRun } from "../../src/archive/run-writer.js";
import * as library from "../../src/index.js";
import { follow, InputError, loadTheory, search, storedRun } from "../../src/notebook/index.js";
import { configuration, scratchFolder } from "../archive/example-run.js";
import { reproducible } from "../search/document.js";

const quick = { optimiser: "least-squares", rungs: 2, seed: 3 } as const;

describe("search in a notebook", () => {
  it("gives the library's result, the theory and the trace", async () => {
    const run = await search("ising-2d", quick);
    expect(reproducible(run.result)).toBe(reproducible(await library.search("ising-2d", quick)));
    expect(run.theory).toEqual(loadTheory("ising-2d"));
    expect(run.trace.length).toBeGreaterThan(0);
    expect(run.trace.at(-1)!.evaluations).toBeLessThanOrEqual(run.result.evaluations);
  });

  it("takes parameters, presets and --free as the command line does", async () => {
    const { theory } = await search("gff-2d", { ...quick, set: { delta: 0.3 }, free: true });
    expect(theory).toEqual(loadTheory("gff-2d", { set: { delta: 0.3 }, free: true }));
  });

  it("refuses parameters beside a loaded theory, which has its own", async () => {
    const theory = loadTheory("gff-2d");
    await expect(search(theory, { ...quick, set: { delta: 0.3 } })).rejects.toThrow(InputError);
    await expect(search(theory, { ...quick, free: true })).rejects.toThrow(/free/);
  });

  it("ends at an interrupt of the kernel, and listens no longer than it runs", async () => {
    const before = process.listenerCount("SIGINT");
    const running = search("ising-2d", { optimiser: "least-squares" });
    process.emit("SIGINT");
    const { result } = await running.catch((error) => {
      expect(error).toBeInstanceOf(InputError);
      return { result: { stopReason: "interrupted" } };
    });
    expect(result.stopReason).toBe("interrupted");
    expect(process.listenerCount("SIGINT")).toBe(before);
  });
});

it("follow(…) goes from one value to the next: both ends, each step from the last, the same twice", async () => {
  const runs = await follow("gff-2d", "delta=0.2..0.4", 3, quick);
  expect(runs.map(({ result }) => result.parameters.delta)).toEqual([0.2, 0.30000000000000004, 0.4]);
  expect(runs.map(({ result }) => result.strategy)).toEqual(["ladder", "continuation", "continuation"]);
  const again = await follow("gff-2d", "delta=0.2..0.4", 3, quick);
  expect(again.map(({ result }) => reproducible(result))).toEqual(
    runs.map(({ result }) => reproducible(result)),
  );
  await expect(follow("gff-2d", "delta", 3)).rejects.toThrow(InputError);
});

it("storedRun(…) is a run that the command line stored", async () => {
  const { result } = await search("ising-2d", quick);
  const writer = createRun(scratchFolder(), configuration);
  writer.finish(result);
  const { runId: _, path: __, ...numbers } = result;
  expect(storedRun(writer.path).result).toMatchObject(numbers);
  expect(() => storedRun("no-such-run", scratchFolder())).toThrow(InputError);
});
