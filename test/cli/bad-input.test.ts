import { execFileSync } from "node:child_process";
import {
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  truncateSync,
  writeFileSync,
} from "node:fs";
import { dirname, join } from "node:path";
import { describe, expect, it } from "vitest";
import { createRun } from "../../src/archive/run-writer.js";
import { loadTheory } from "../../src/theory/load.js";
import { exampleResult } from "../archive/example-result.js";
import { configuration, scratchFolder } from "../archive/example-run.js";
import { crossing } from "./command-line.js";

const ising = readFileSync(loadTheory("ising-2d").file, "utf8");
const scalars = "{ spin: 0, delta: [0.1, 11.5], ope2: [0, 2] }";
const spin4 = "{ spin: 4, delta: [4, 11.5], ope2: [0, 2] }";

/** The 2D Ising theory with one thing changed, in a file. */
function damaged(from: string, to: string): string {
  expect(ising).toContain(from);
  const file = join(scratchFolder(), "damaged.yaml");
  writeFileSync(file, ising.replace(from, to));
  return file;
}

async function refused(args: readonly string[], message: RegExp): Promise<void> {
  const { code, stdout, stderr } = await crossing(args);
  expect(stderr).toMatch(message);
  expect(stderr).toMatch(/^crossing: [^\n]+\n$/);
  expect([stdout, code]).toEqual(["", 2]);
}

describe("a damaged theory file is refused in one line with file, field, value and what is allowed; nothing is stored", () => {
  it.each([
    ["broken YAML", "sources:", "sources: [", /damaged\.yaml: is not valid YAML: .* at line \d+/],
    ["an unknown key", "unitary: true", "unitarity: true", /damaged\.yaml: .*"?unitarity"?/],
    [
      "a call to the host",
      'delta: "1/8"',
      'delta: "process.exit()"',
      /external\.delta: got "process\.exit\(\)"/,
    ],
    [
      "a member of the host",
      'delta: "1/8"',
      'delta: "constructor"',
      /external\.delta: got "constructor": unknown name/,
    ],
    ["NaN", 'delta: "1/8"', "delta: .nan", /external\.delta.*NaN/],
    [
      "an expression without value",
      'delta: "1/8"',
      'delta: "0/0"',
      /external\.delta: got "0\/0": must have a finite value/,
    ],
    [
      "a negative number of operators",
      scalars,
      `{ spin: 0, count: -4, delta: [0.1, 11.5] }`,
      /spectrum\[\d+\]\.count.*-4/,
    ],
    ["a negative spin", spin4, "{ spin: -4, delta: [4, 11.5] }", /spectrum\[\d+\]\.spin.*-4/],
    [
      "a range of Δ below unitarity",
      spin4,
      "{ spin: 4, delta: [3, 11.5] }",
      /spectrum\[\d+\]\.delta\[0\]: got 3: .*unitary: false/,
    ],
    ["a range upside down", spin4, "{ spin: 4, delta: [11.5, 4] }", /spectrum\[\d+\]\.delta/],
    [
      "a rung beyond the spectrum",
      "{ operators: 16, cut: 10.5 }]\n\n",
      "{ operators: 17, cut: 10.5 }]\n\n",
      /presets\.bootstop\.ladder\[0\]\.operators: got 17: .*16/,
    ],
    [
      "a negative number of points",
      "# The spin partition",
      "points: { set: spread, count: -5 }\n# The spin partition",
      /points\.count.*-5/,
    ],
    [
      "an unknown objective",
      "# The spin partition",
      "objective: bleached\n# The spin partition",
      /objective.*whitened/,
    ],
    ["an unknown family", "family: global-2d", "family: global-9d", /family.*global-2d/],
  ])("%s", async (_, from, to, message) => {
    const file = damaged(from, to);
    const out = join(scratchFolder(), "runs");
    const preset = from.includes("operators: 16") ? ["--preset", "bootstop"] : [];
    await refused(["search", file, ...preset, "--out", out], message);
    expect(existsSync(out)).toBe(false);
  });

  it("with `unitary: false` ranges below unitarity are allowed", async () => {
    const file = damaged("unitary: true", "unitary: false");
    writeFileSync(file, readFileSync(file, "utf8").replace(spin4, "{ spin: 4, delta: [3.3, 11.5] }"));
    expect((await crossing(["theories", file])).code).toBe(0);
  });
});

describe("a command line that asks for what is not there", () => {
  it.each([
    [
      "a missing theory file",
      ["search", "./absent.yaml"],
      /theory: got "\.\/absent\.yaml": no such theory or file/,
    ],
    [
      "an unknown theory",
      ["search", "ising-4d"],
      /theory: got "ising-4d": no such theory or file; theories are .*ising-2d/,
    ],
    [
      "an unknown optimiser",
      ["search", "ising-2d", "--optimiser", "adam"],
      /'adam' is invalid\. Allowed choices are hybrid/,
    ],
    ["an unknown flag", ["search", "ising-2d", "--speed", "9"], /unknown option '--speed'/],
    [
      "an unknown preset",
      ["search", "ising-2d", "--preset", "x"],
      /preset: got "x": ising-2d has the presets bootstop/,
    ],
    [
      "an unknown set of points",
      ["search", "ising-2d", "--points", "spiral"],
      /points: got "spiral": .*bootstop-180/,
    ],
    ["a set of no points", ["search", "ising-2d", "--points", "spread-0"], /points: count: got 0/],
    [
      "a rung out of range",
      ["search", "ising-2d", "--rungs", "99"],
      /rungs: got 99: a whole number from 1 to \d+/,
    ],
    ["a parameter out of range", ["search", "gff-2d", "--set", "delta=9"], /delta.*9.*2/],
    [
      "a parameter set twice",
      ["search", "gff-2d", "--set", "delta=0.3", "--set", "delta=0.4"],
      /--set: delta: got "0\.4": is set twice, to 0\.3 before/,
    ],
    [
      "a seed beyond 32 bits",
      ["search", "ising-2d", "--seed", "4294967296"],
      /--seed: got "4294967296": expected a whole number from 0 to 4294967295/,
    ],
    ["an empty folder", ["runs", "list", "--out", ""], /--out: got "": must not be empty/],
    ["an empty file", ["plot", "x", "--output", " "], /--output: got " ": must not be empty/],
    ["a parameter that is NaN", ["search", "gff-2d", "--set", "delta=NaN"], /delta.*NaN/],
    ["a missing data file", ["evaluate", "ising-2d", "--data", "./absent.json"], /absent\.json/],
    [
      "a truncation that leaves nothing",
      ["evaluate", "ising-2d", "--exact", "--truncate", "0.5"],
      /truncate: got 0\.5/,
    ],
    [
      "a block at a negative spin",
      ["block", "global-2d", "--delta", "1", "--spin", "-1", "--z", "0.5,0"],
      /--spin/,
    ],
    [
      "a block beyond its cut",
      ["block", "global-2d", "--delta", "1", "--spin", "0", "--z", "1.5,0"],
      /z: got/,
    ],
    [
      "a block at NaN",
      ["block", "global-2d", "--delta", "NaN", "--spin", "0", "--z", "0.5,0"],
      /--delta: got "NaN"/,
    ],
  ])("%s", async (_, args, message) => {
    const out = join(scratchFolder(), "runs");
    const stores = args[0] === "search";
    await refused(stores ? [...args, "--out", out] : args, message);
    expect(existsSync(out)).toBe(false);
  });
});

describe("files that are not what they seem", () => {
  const data = (operators: object[]) => {
    const file = join(scratchFolder(), "data.json");
    writeFileSync(file, JSON.stringify({ operators }));
    return file;
  };
  const pipe = () => {
    const file = join(scratchFolder(), "pipe");
    execFileSync("mkfifo", [file]);
    return file;
  };

  it("pipes and devices, which may never end, are not read", async () => {
    await refused(
      ["evaluate", "ising-2d", "--data", pipe()],
      /pipe: is no regular file: write the text into one/,
    );
    await refused(["evaluate", "ising-2d", "--data", "/dev/zero"], /\/dev\/zero: is no regular file/);
    await refused(["search", "ising-2d", "--start", pipe(), "--out", scratchFolder()], /no regular file/);
    await refused(["theories", pipe()], /no regular file/);
  });

  it("aliases that go round in circles", async () => {
    const file = join(scratchFolder(), "data.yaml");
    writeFileSync(file, "operators: &a [*a]");
    const message = /data\.yaml: is not valid YAML: an alias stands inside what it stands for/;
    await refused(["evaluate", "ising-2d", "--data", file], message);
    await refused(["theories", damaged("sources:", "sources: &s [*s]\nformerly:")], /an alias stands inside/);
  });

  it("a key twice, told with its place", async () => {
    await refused(
      ["theories", damaged("unitary: true", "unitary: true\nunitary: false")],
      /is not valid YAML: Map keys must be unique at line \d+, column 1/,
    );
  });

  it("more parameters than any theory has, soon", async () => {
    const many = Array.from({ length: 20_000 }, (_, i) => `  p${i}: {default: 1}`).join("\n");
    await refused(
      ["theories", damaged("unitary: true", `unitary: true\nparameters:\n${many}`)],
      /at most 200 parameters/,
    );
  });

  it.each([
    [
      "title: 2D Ising model",
      'title: "red \\e[31m" #',
      /title: got "red \\u001b\[31m": .* without control characters/,
    ],
    [
      "title: 2D Ising model",
      'title: "left \\u202e" #',
      /title: got "left \\u202e": .* without control characters/,
    ],
    ["name: T", 'name: "T\\n"', /name: got "T\\n": must be a name, in one line/],
  ])("control characters: %s → %s", async (from, to, message) => {
    await refused(["theories", damaged(from, to)], message);
  });

  it.each([
    ["/etc/hostname", /must lie in the folder of the theory file/],
    ["../../../../../../../../../../etc/hostname", /must lie in the folder of the theory file/],
    ["missing.json", /there is no such file/],
    ["link", /must lie in the folder/],
    ["pipe", /is no regular file/],
  ])("a table at %s", async (table, message) => {
    const tables = `parameters: {g: {default: 1}}\ntables: {x: {file: ${table}, parameter: g}}`;
    const file = damaged("unitary: true", `unitary: true\n${tables}`);
    symlinkSync("/etc/hostname", join(dirname(file), "link"));
    execFileSync("mkfifo", [join(dirname(file), "pipe")]);
    await refused(["theories", file], message);
  });

  it.each([
    [
      "a sum of infinities",
      [
        { spin: 0, delta: 1, ope2: 1e308 },
        { spin: 0, delta: 2, ope2: -1e308 },
      ],
    ],
    ["a square beyond all doubles", [{ spin: 0, delta: 1, ope2: 1e160 }]],
    ["high up", [{ spin: 0, delta: 300, ope2: 1e300 }]],
  ])("data whose equation overflows: %s", async (_, operators) => {
    await refused(
      ["evaluate", "ising-2d", "--data", data(operators)],
      /data\.json: ope2: got .*: the equation overflows/,
    );
  });

  it("data above every tail are evaluated", async () => {
    const file = data([
      { spin: 0, delta: 1, ope2: 0.25 },
      { spin: 0, delta: 360, ope2: 1e-30 },
    ]);
    const { code, stdout } = await crossing(["evaluate", "ising-2d", "--data", file, "--json"]);
    expect([code, JSON.parse(stdout).rank]).toEqual([0, 0]);
  });
});

describe("folders and runs", () => {
  it("an output folder that cannot be made", async () => {
    const file = join(scratchFolder(), "file");
    writeFileSync(file, "");
    await refused(["search", "ising-2d", "--out", join(file, "runs")], /file.*--out/);
  });

  it("a truncated run folder, wherever a run is read", async () => {
    const out = scratchFolder();
    const writer = createRun(out, configuration);
    writer.finish(exampleResult());
    const run = join(writer.path, "run.json");
    const commands = [
      ["compare", writer.path],
      ["plot", writer.path],
      ["runs", "show", writer.path],
      ["evaluate", "ising-2d", "--data", writer.path],
      ["search", "ising-2d", "--start", writer.path, "--out", join(out, "more")],
      ["search", "--resume", writer.path],
    ];
    truncateSync(run, 200);
    for (const args of commands) await refused(args, /run\.json: not a whole JSON document/);
    rmSync(run);
    for (const args of commands) await refused(args, /run/);
  });

  it("a damaged checkpoint is not resumed from", async () => {
    const out = scratchFolder();
    const writer = createRun(out, configuration);
    writer.checkpoint(new Uint8Array(100));
    writer.interrupt();
    const [checkpoint] = readdirSync(writer.path).filter((name) => name.startsWith("checkpoint"));
    truncateSync(join(writer.path, checkpoint!), 90);
    await refused(
      ["search", "--resume", writer.path],
      /checkpoint.*cut short.*remove it, and the run begins again/,
    );
  });

  it("a folder that is no run", async () => {
    const folder = join(scratchFolder(), "empty");
    mkdirSync(folder);
    await refused(["compare", folder], /run/);
  });
});
