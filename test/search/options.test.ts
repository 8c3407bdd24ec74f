import { Command } from "commander";
import { describe, expect, it } from "vitest";
import { addOptions } from "../../src/cli/options.js";
import { runOptions } from "../../src/cli/search-options.js";
import { InputError } from "../../src/errors.js";
import { type Option, optionWords, pick } from "../../src/option.js";
import { checkOptions } from "../../src/search/check-options.js";
import { type SearchOptions, searchOptions } from "../../src/search/options.js";
import { search } from "../../src/search/search.js";
import { loadTheory } from "../../src/theory/load.js";
import { loadOptions } from "../../src/theory/options.js";
import { reproducible } from "../cli/built-program.js";

const all = { ...loadOptions, ...searchOptions, ...runOptions };

function typed(words: readonly string[]): Record<string, unknown> {
  const command = addOptions(new Command().exitOverride(), all);
  return command.parse([...words], { from: "user" }).opts();
}

describe("options registered once", () => {
  const values = {
    set: { g: 0.5, c: "1/2" },
    preset: "bootstop",
    free: true,
    optimiser: "sac",
    polish: "interior-point",
    agent: "sac-classic",
    environment: "sequential",
    policy: "policy.json",
    sac: "classic",
    form: "joint",
    backend: "tfjs",
    fastMath: true,
    objective: "plain",
    strategy: "windows",
    points: "spread-20",
    rungs: 3,
    unknown: ["sigma", "epsilon"],
    budget: { seconds: 90, evaluations: 20000 },
    proposer: "uniform",
    seed: 0,
    stream: 4,
    runs: 2,
    workers: 1,
    resume: "2026",
    out: "there",
    cache: false,
    discover: true,
    dryRun: true,
    all: true,
    plot: true,
    quiet: true,
    json: true,
  } as const;

  it("the words of any values, typed, give these values, which the check of the engine takes", () => {
    const words = optionWords(all, values);
    expect(typed(words)).toEqual(values);
    expect(words).toContain("--no-cache");
    checkOptions(pick(searchOptions, values) as SearchOptions);
    expect(
      Object.keys(all)
        .filter((name) => all[name as keyof typeof all].typed !== null)
        .sort(),
    ).toEqual([...Object.keys(values), "start"].sort());
  });

  it.each(Object.entries(all).filter(([, { default: value }]) => value !== undefined))(
    "the default of %s is one of its values",
    (_, option) => {
      expect(option.schema.safeParse(option.default).success).toBe(true);
    },
  );

  it("given by name, the defaults are what a search does without them", async () => {
    const theory = loadTheory("ising-2d");
    const named = Object.entries<Option>(searchOptions).flatMap(([name, { default: value }]) =>
      value === undefined ? [] : [[name, value]],
    );
    expect(named.length).toBeGreaterThan(5);
    const run = (options: SearchOptions) => search(theory, { ...options, rungs: 1 }).then(reproducible);
    expect(await run(Object.fromEntries(named))).toEqual(await run({}));
  });

  it.each(
    Object.entries(searchOptions).flatMap(([name, { typed }]) =>
      (typed?.choices ?? []).map((value) => [name, value] as const),
    ),
  )("--%s %s is a choice of the command line and of the engine", (name, value) => {
    expect(typed([`--${name}`, value])).toMatchObject({ [name]: value });
    checkOptions({ [name]: value });
  });

  it("no value of the command line passes that the engine refuses", () => {
    for (const [name, word] of [
      ["seed", "-1"],
      ["seed", "1.5"],
      ["rungs", "0"],
      ["stream", "x"],
      ["budget", "0s"],
    ] as const)
      expect(() => typed([`--${name}=${word}`])).toThrow(InputError);
    expect(() => checkOptions({ rungs: 0 })).toThrow("rungs: got 0: must be a whole number of at least 1");
  });
});
