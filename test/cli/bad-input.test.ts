import {
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  truncateSync,
  writeFileSync,
} from "node:fs";
import { join } from "node:path";
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

  it("with `unitary: false` the same range is allowed", async () => {
    const file = damaged("unitary: true", "unitary: false");
    writeFileSync(file, readFileSync(file, "utf8").replace(spin4, "{ spin: 4, delta: [3, 11.5] }"));
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
      ["search", "ising-3d"],
      /theory: got "ising-3d": no such theory or file; theories are .*ising-2d/,
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
