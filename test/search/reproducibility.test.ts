import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { parse, stringify } from "yaml";
import type { SearchOptions } from "../../src/search/options.js";
import type { SearchResult } from "../../src/search/result.js";
import { search } from "../../src/search/search.js";
import { loadTheory } from "../../src/theory/load.js";
import { scratchFolder } from "../archive/example-run.js";
import { reproducible } from "./document.js";

const theory = loadTheory("ising-2d");

describe("the known answers of a theory file", () => {
  it("deleting `exact` changes no bit of a search", async () => {
    const { exact, ...unsolved } = parse(readFileSync(theory.file, "utf8"));
    expect(exact.length).toBeGreaterThan(10);
    const file = join(scratchFolder(), "unsolved.yaml");
    writeFileSync(file, stringify(unsolved));
    const blind = loadTheory(file);
    expect(blind.exact).toEqual([]);
    const options: SearchOptions = { rungs: 2, seed: 4 };
    expect(reproducible(await search(blind, options))).toBe(reproducible(await search(theory, options)));
  });
});

/** A search interrupted at its n-th report, and the state it left. */
async function interrupted(options: SearchOptions, reports: number, resume?: Uint8Array) {
  const abort = new AbortController();
  let state: Uint8Array | undefined;
  let seen = 0;
  let seconds = 0;
  const result = await search(theory, options, {
    signal: abort.signal,
    onProgress: (event) => {
      seconds = event.seconds;
      if (++seen === reports) abort.abort();
    },
    onCheckpoint: (bytes) => {
      state = bytes.slice();
    },
    ...(resume && { resume }),
  });
  return { result, state, seconds };
}

describe("interrupted, stored and resumed, again and again: every bit as without a break", () => {
  const searches: readonly (readonly [name: string, reports: number, options: SearchOptions])[] = [
    ["hybrid", 2, { seed: 2 }],
    [
      "classic SAC in BootSTOP's windows",
      5,
      {
        optimiser: "sac",
        strategy: "windows",
        sac: "classic",
        rungs: 2,
        seed: 3,
        budget: { evaluations: 440 },
      },
    ],
    ["modern SAC alone", 3, { optimiser: "sac", rungs: 1, seed: 5, budget: { evaluations: 40_000 } }],
  ];

  it.each(searches)("%s", async (_, reports, options) => {
    const whole = await search(theory, options);
    let breaks = 0;
    let resume: Uint8Array | undefined;
    let last: SearchResult;
    for (;;) {
      const { result, state } = await interrupted(options, reports, resume);
      last = result;
      if (result.stopReason !== "interrupted") break;
      breaks++;
      resume = state!;
    }
    expect(breaks).toBeGreaterThan(1);
    expect(reproducible(last)).toBe(reproducible(whole));
  });

  it("time goes on where it stopped", async () => {
    const options: SearchOptions = { rungs: 4, seed: 2 };
    const first = await interrupted(options, 4);
    expect(first.result.stopReason).toBe("interrupted");
    const seconds: number[] = [];
    const rest = await search(theory, options, {
      resume: first.state!,
      onProgress: (event) => seconds.push(event.seconds),
    });
    expect(seconds[0]).toBeGreaterThan(first.seconds);
    expect(rest.wallSeconds).toBeGreaterThan(first.seconds);
    expect(rest.cpuSeconds).toBeGreaterThan(0);
  });
});
