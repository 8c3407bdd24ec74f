import { expect, it } from "vitest";
import { listRuns } from "../../src/archive/run-lookup.js";
import { scratchFolder } from "../archive/example-run.js";
import { start } from "./built-program.js";

it.each(["stdout", "stderr"] as const)(
  "a reader of %s that has seen enough, as `| head -1`, does not stop a search: it is stored",
  async (stream) => {
    const out = scratchFolder();
    const { child, outcome } = start(["search", "gff-2d", "--rungs", "1", "--json", "--out", out]);
    child[stream]!.destroy();
    const { code, stdout } = await outcome;
    expect(code).toBe(0);
    expect(listRuns(out).runs.map(({ state }) => state)).toEqual(["complete"]);
    if (stream === "stderr") expect(JSON.parse(stdout).theory).toBe("gff-2d");
  },
);
