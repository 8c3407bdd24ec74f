import { execFile } from "node:child_process";
import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { describe, expect, it } from "vitest";
import { search } from "../../src/library/search.js";
import { scratchFolder } from "../archive/example-run.js";
import { reproducible, sha256 } from "./document.js";

const root = fileURLToPath(new URL("../..", import.meta.url));
// It changes with every deliberate change of the numbers; test/data/golden/README.md says how it is made and where it was seen.
const golden = readFileSync(new URL("../data/golden/ising-2d.sha256", import.meta.url), "utf8").trim();

async function inAnotherProcess(...args: string[]) {
  const command = [
    "bin/crossing.js",
    "search",
    "ising-2d",
    "--rungs",
    "2",
    "--seed",
    "1",
    "--quiet",
    "--json",
    ...args,
  ];
  const { stdout } = await promisify(execFile)(process.execPath, [...command, "--out", scratchFolder()], {
    cwd: root,
    maxBuffer: 1e8,
  });
  return JSON.parse(stdout);
}

describe("search ising-2d --rungs 2 --seed 1: the same document bit for bit", () => {
  it("on every version of Node: its SHA-256 is the committed one, twice", async () => {
    for (let time = 0; time < 2; time++) {
      const document = reproducible(await search("ising-2d", { rungs: 2, seed: 1 }));
      expect(sha256(document)).toBe(golden);
    }
  });

  it("another seed gives another document", async () => {
    const document = async (seed: number) => {
      // the seed itself is part of a document: without it, only what it led to is left
      const text = reproducible(await search("ising-2d", { rungs: 2, seed }));
      const { seed: _, ...rest } = JSON.parse(text);
      return sha256(JSON.stringify(rest));
    };
    const first = await document(1);
    expect(await document(1)).toBe(first);
    expect(await document(2)).not.toBe(first);
  });

  it("in another process, from the built package, with 1 worker or 2", async () => {
    const [one, two] = await Promise.all(
      ["1", "2"].map((workers) => inAnotherProcess("--runs", "2", "--workers", workers)),
    );
    expect(two.runs.map(reproducible)).toEqual(one.runs.map(reproducible));
    expect(sha256(reproducible(one.runs[0]))).toBe(golden);
  });
});
