import { describe, expect, it } from "vitest";
import { crossing } from "./command-line.js";

describe("a wrong command line ends with exit code 2 and one line that says what is allowed", () => {
  it.each([
    ["unknown command", ["serach"], /unknown command 'serach' \(Did you mean search\?\)/],
    [
      "unknown option",
      ["search", "ising-2d", "--optimizer", "sac"],
      /unknown option '--optimizer' \(Did you mean --optimiser\?\)/,
    ],
    [
      "value out of a list",
      ["search", "ising-2d", "--optimiser", "adam"],
      /'adam' is invalid. Allowed choices are hybrid, sac,/,
    ],
    ["unknown subcommand beside a default", ["runs", "lst"], /unknown command 'lst' \(Did you mean list\?\)/],
    ["unknown subcommand", ["cluster", "sbmit", "x"], /unknown command 'sbmit' \(Did you mean submit\?\)/],
    [
      "help after an unknown command",
      ["serach", "--help"],
      /unknown command 'serach' \(Did you mean search\?\)/,
    ],
    [
      "help before an unknown command",
      ["-h", "serach"],
      /unknown command 'serach' \(Did you mean search\?\)/,
    ],
    [
      "help of an unknown subcommand",
      ["runs", "lst", "--help"],
      /unknown command 'lst' \(Did you mean list\?\)/,
    ],
    [
      "the same in other words",
      ["help", "cluster", "sbmit"],
      /unknown command 'sbmit' \(Did you mean submit\?\)/,
    ],
    ["and in others", ["export", "help", "sdbp"], /unknown command 'sdbp' \(Did you mean sdpb\?\)/],
    ["help of an unknown command", ["help", "serach"], /unknown command 'serach' \(Did you mean search\?\)/],
    [
      "an engine's word by its flag",
      ["search", "ising-2d", "--rungs", "99"],
      /^crossing: --rungs: got 99: a whole number from 1 to/,
    ],
    [
      "a path that is none",
      ["continue", "gff-2d", "--along", "delta=1"],
      /^crossing: --along: got "delta=1": expected name=first\.\.last/,
    ],
    ["value missing", ["search", "ising-2d", "--seed"], /option '--seed <number>' argument missing/],
    ["argument missing", ["evaluate"], /missing required argument 'theory'/],
    ["argument too many", ["search", "ising-2d", "gff-2d"], /too many arguments/],
    ["no theory", ["search"], /search: which theory\?/],
    [
      "unknown theory",
      ["search", "isnig"],
      /theory: got "isnig": no such theory or file; theories are .*ising-2d/,
    ],
    [
      "setting without value",
      ["search", "gff-2d", "--set", "delta"],
      /--set: got "delta": expected name=value/,
    ],
    [
      "setting before the theory",
      ["search", "--set", "delta=1", "gff-2d"],
      /--set: got "gff-2d": expected name=value/,
    ],
    ["unknown parameter", ["theories", "gff-2d", "--set", "d=1"], /d/],
    [
      "no whole number",
      ["search", "ising-2d", "--seed", "1.5"],
      /--seed: got "1.5": expected a whole number from 0 to 4294967295/,
    ],
    [
      "no run",
      ["search", "ising-2d", "--runs", "0"],
      /--runs: got "0": expected a whole number of at least 1/,
    ],
    [
      "budget without unit",
      ["search", "ising-2d", "--budget", "60"],
      /--budget: got "60": expected a time such as 60s/,
    ],
    ["budget of nothing", ["search", "ising-2d", "--budget", "0s"], /--budget/],
    ["budget of a part of an evaluation", ["search", "ising-2d", "--budget", "1.5e"], /--budget/],
    ["two times as budget", ["search", "ising-2d", "--budget", "1s,2m"], /--budget/],
    [
      "theory beside --resume",
      ["search", "ising-2d", "--resume", "x"],
      /--resume takes the theory from the run/,
    ],
    [
      "options beside --resume",
      ["search", "--resume", "x", "--seed", "3"],
      /--seed: a resumed run keeps its own/,
    ],
    ["unknown run", ["compare", "2026", "--out", "absent"], /run: got "2026": no such run under absent/],
    [
      "unknown block family",
      ["block", "global-9d", "--delta", "1", "--spin", "0", "--z", "0.5,0"],
      /global-2d/,
    ],
    [
      "half a cross-ratio",
      ["block", "global-2d", "--delta", "1", "--spin", "0", "--z", "0.5"],
      /--z: got "0.5": expected RE,IM/,
    ],
    [
      "no number",
      ["block", "global-2d", "--delta", "one", "--spin", "0", "--z", "0.5,0"],
      /--delta: got "one": expected a number/,
    ],
    [
      "crossed without external",
      ["block", "global-2d", "--delta", "1", "--spin", "0", "--z", "0.5,0", "--crossed"],
      /crossed: needs the external dimension/,
    ],
    ["no data", ["evaluate", "ising-2d"], /--data FILE, --data RUN or --exact/],
    ["data twice", ["evaluate", "ising-2d", "--exact", "--data", "x"], /cannot be used with/],
    ["--set for all theories", ["theories", "--set", "delta=1"], /need the name of one theory/],
  ])("%s", async (_, args, message) => {
    const { code, stdout, stderr } = await crossing(args);
    expect(stderr).toMatch(message);
    expect(stderr).toMatch(/^crossing: [^\n]+\n$/);
    expect(stdout).toBe("");
    expect(code).toBe(2);
  });
});

describe("help", () => {
  it("without arguments lists the commands", async () => {
    const { code, stdout } = await crossing([]);
    expect(code).toBe(0);
    for (const name of ["search", "compare", "plot", "theories", "evaluate", "block", "runs", "schema"]) {
      expect(stdout).toMatch(new RegExp(`^  ${name} `, "m"));
    }
  });

  it.each([
    ["search"],
    ["compare"],
    ["plot"],
    ["theories"],
    ["evaluate"],
    ["block"],
    ["runs", "list"],
    ["runs", "show"],
    ["cluster", "submit"],
    ["cluster", "status"],
    ["cluster", "collect"],
    ["schema"],
  ])("%s has examples that begin with crossing", async (...command) => {
    const { code, stdout, stderr } = await crossing([...command, "--help"]);
    expect(code).toBe(0);
    expect(stdout).toMatch(new RegExp(`Examples?:\n  crossing ${command.join(" ")}`));
    expect(stderr).toBe("");
  });

  it.each([["search"], ["runs", "list"], ["cluster", "submit"]])(
    "help %s is the same as --help",
    async (...command) => {
      const { code, stdout } = await crossing(["help", ...command]);
      expect(code).toBe(0);
      expect(stdout).toBe((await crossing([...command, "--help"])).stdout);
    },
  );

  it("help alone lists the commands", async () => {
    expect((await crossing(["help"])).stdout).toBe((await crossing([])).stdout);
  });

  it("--version is the package's", async () => {
    expect((await crossing(["--version"])).stdout).toMatch(/^\d+\.\d+\.\d+\n$/);
  });
});

describe("commands that need no search", () => {
  it("theories --json is one document with parameters and unknowns of every theory", async () => {
    const { code, stdout } = await crossing(["theories", "--json"]);
    expect(code).toBe(0);
    const { theories } = JSON.parse(stdout);
    const ising = theories.find((theory: { name: string }) => theory.name === "ising-2d");
    expect(ising).toMatchObject({ title: expect.any(String), parameters: {}, sources: expect.any(Array) });
    const dimensions = ising.spectrum.filter(
      (row: { fixedDelta: number | null }) => row.fixedDelta === null,
    ).length;
    expect(ising.unknowns).toBe(ising.spectrum.length + dimensions);
  });

  it("theories NAME --set shows the theory at that parameter", async () => {
    const { stdout } = await crossing(["theories", "gff-2d", "--set", "delta=0.3", "--json"]);
    expect(JSON.parse(stdout).theories).toMatchObject([
      { name: "gff-2d", values: { delta: 0.3 }, external: { delta: 0.3 } },
    ]);
    expect((await crossing(["theories", "gff-2d"])).stdout).toMatch(/external dimension 0\.25/);
  });

  it("schema is a JSON Schema", async () => {
    const { stdout } = await crossing(["schema"]);
    expect(JSON.parse(stdout)).toMatchObject({
      $schema: expect.stringContaining("json-schema.org"),
      type: "object",
    });
  });

  it("block gives g_{Δ,0}(z) = |k_Δ(z)|² and the same with decimal arithmetic", async () => {
    const args = ["block", "global-2d", "--delta", "1", "--spin", "0", "--z", "0.5,0.1", "--json"];
    const { value, derivative } = JSON.parse((await crossing(args)).stdout);
    const decimal = JSON.parse((await crossing([...args, "--digits", "30"])).stdout);
    // mpmath, 30 digits: |z|·|2F1(1/2, 1/2; 1; z)|² at z = 0.5 + 0.1i
    expect(decimal.value).toBe("0.704894784848034886464560125399");
    expect(Math.abs(value / Number(decimal.value) - 1)).toBeLessThan(1e-13);
    expect(Math.abs(derivative / Number(decimal.derivative) - 1)).toBeLessThan(1e-12);
    expect((await crossing([...args, "--crossed", "--external", "0.125", "--delta12", "-0.5"])).code).toBe(0);
  });

  it("runs list of an empty folder says what makes a run", async () => {
    expect((await crossing(["runs", "list", "--out", "absent"])).stdout).toMatch(
      /no runs in absent; `crossing search/,
    );
    expect(JSON.parse((await crossing(["runs", "--out", "absent", "--json"])).stdout)).toEqual({
      runs: [],
      broken: [],
    });
  });
});
