import { mkdirSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { describeTheory } from "../../src/archive/run-theory.js";
import { createRun } from "../../src/archive/run-writer.js";
import { parseSince } from "../../src/cli/runs/since.js";
import { loadTheory } from "../../src/theory/load.js";
import { exampleResult } from "../archive/example-result.js";
import { configuration, scratchFolder } from "../archive/example-run.js";
import { exampleDocument, writeRun, writeRuns } from "../archive/many-runs.js";
import { crossing } from "./command-line.js";

/** Three runs of ising-2d, seeds 0 to 2, and one of gff-2d at another parameter; a folder that is none. */
function archive(): string {
  const out = scratchFolder();
  writeRuns(out, 3);
  const set = { delta: 0.3 };
  const theory = describeTheory(loadTheory("gff-2d", { set }), "gff-2d", { set });
  const result = exampleResult({
    theory: "gff-2d",
    parameters: { delta: 0.3 },
    chi2: 0.2,
    optimiser: "sac",
    cpuSeconds: 9,
  });
  writeRun(
    out,
    exampleDocument({
      id: "20260401T000000Z-gff-2d-aaaaa",
      started: "2026-04-01T00:00:00.000Z",
      theory,
      result,
    }),
  );
  mkdirSync(join(out, "notes"));
  return out;
}

const json = async (...args: string[]) => {
  const { code, stdout } = await crossing([...args, "--json"]);
  expect(code).toBe(0);
  return JSON.parse(stdout);
};

describe("crossing runs list", () => {
  const seeds = async (out: string, ...args: string[]) =>
    (await json("runs", "list", "--out", out, ...args)).runs.map(
      ({ theory, seed }: { theory: string; seed: number }) => `${theory.slice(0, 1)}${seed}`,
    );

  it.each([
    ["without options, oldest first", [], ["i0", "i1", "i2", "g1"]],
    ["of a theory", ["--theory", "ising-2d"], ["i0", "i1", "i2"]],
    ["of an optimiser", ["--optimiser", "sac"], ["g1"]],
    ["since a date", ["--since", "2026-03-15"], ["g1"]],
    ["since a time", ["--since", "2026-03-14T00:00:01Z"], ["i1", "i2", "g1"]],
    ["in a state", ["--state", "failed", "running"], []],
    ["with a parameter, written as an expression", ["--set", "delta=3/10"], ["g1"]],
    ["sorted", ["--sort", "cpu:desc"], ["g1", "i0", "i1", "i2"]],
    ["the best fits", ["--top", "2", "--theory", "ising-2d"], ["i0", "i1"]],
    ["the first of an order", ["--sort", "chi2", "--top", "1"], ["g1"]],
    ["the best of each problem", ["--best"], ["i0", "g1"]],
  ])("%s", async (_, args, expected) => {
    expect(await seeds(archive(), ...args)).toEqual(expected);
  });

  it("shows the columns that say something, and names the folders that are no runs", async () => {
    const out = archive();
    const { stdout, stderr } = await crossing(["runs", "--out", out, "--theory", "ising-2d"]);
    const [titles, , first] = stdout.split("\n");
    expect(titles).toMatch(/^run +state +optimiser +seed +operators +cut +χ² +‖E‖ +CPU s +stopped$/);
    expect(first).toMatch(
      /^20260314T000000Z-ising-2d-00000 +complete +hybrid +0 +6 +7 +0\.370 +2\.10e-6 +2\.5 +converged$/,
    );
    expect(stderr).toMatch(/^warning: left out: .*notes: not a run's folder: it holds no run\.json\n$/);
    expect((await crossing(["runs", "--out", out])).stdout).toMatch(/ delta=0\.3 /);
    expect((await crossing(["runs", "--out", out, "--theory", "x"])).stdout).toBe(`no such runs in ${out}\n`);
  });

  it("names five folders that are no runs and counts the others", async () => {
    const out = archive();
    for (let k = 0; k < 6; k++) mkdirSync(join(out, `folder-${k}`));
    const { stderr } = await crossing(["runs", "--out", out]);
    expect(stderr.match(/^warning: left out: .*folder-\d: /gm)).toHaveLength(5);
    expect(stderr).toMatch(/left out: 2 more folders that hold no readable run\n$/);
    expect((await json("runs", "--out", out)).broken).toHaveLength(7);
  });

  it.each([
    [["--sort", "speed"], /--sort: got "speed": expected one of started, fit,/],
    [["--since", "yesterday"], /--since: got "yesterday": expected an age such as 30m/],
    [["--since", "2026-13-01"], /--since/],
    [["--top", "0"], /--top: got "0"/],
    [["--state", "done"], /Allowed choices are running, complete/],
    [["--set", "delta=sigma"], /--set: delta: got "sigma"/],
  ])("refuses %j in one line", async (args, message) => {
    const { code, stdout, stderr } = await crossing(["runs", "list", ...args]);
    expect([code, stdout]).toEqual([2, ""]);
    expect(stderr).toMatch(message);
    expect(stderr).toMatch(/^crossing: [^\n]+\n$/);
  });

  it("--since counts back from now, or reads a date in UTC unless it says otherwise", () => {
    const now = Date.UTC(2026, 2, 14, 15);
    const iso = (text: string) => parseSince(text, now).toISOString();
    expect(["90m", "1.5h", "2d", "1w"].map(iso)).toEqual([
      "2026-03-14T13:30:00.000Z",
      "2026-03-14T13:30:00.000Z",
      "2026-03-12T15:00:00.000Z",
      "2026-03-07T15:00:00.000Z",
    ]);
    expect(["2026-03-14", "2026-03-14T09:00", "2026-03-14T09:00:30+02:00"].map(iso)).toEqual([
      "2026-03-14T00:00:00.000Z",
      "2026-03-14T09:00:00.000Z",
      "2026-03-14T07:00:30.000Z",
    ]);
  });
});

it.each(["stats", "export", "sql", "replay"])(
  "runs %s has examples that begin with crossing",
  async (command) => {
    const { code, stdout } = await crossing(["runs", command, "--help"]);
    expect([code, stdout]).toEqual([
      0,
      expect.stringMatching(new RegExp(`Examples?:\n  crossing runs ${command}`)),
    ]);
  },
);

describe("crossing runs stats", () => {
  it("gathers the finished runs of each problem", async () => {
    const out = archive();
    createRun(out, configuration).fail("singular");
    const { problems } = await json("runs", "stats", "--out", out);
    expect(problems).toMatchObject([
      { theory: "ising-2d", runs: 3, agree: 3, best: "20260314T000000Z-ising-2d-00000" },
      { theory: "gff-2d", parameters: { delta: 0.3 }, runs: 1 },
    ]);
    expect(problems[0].quantities[0]).toMatchObject({
      quantity: "delta[ε]",
      runs: 3,
      median: 1.00003,
      std: 0,
      reference: 1,
    });
    expect(problems[0].quantities[0].pull).toBeCloseTo(1.5, 9);
    expect(problems[0].solutions).toMatchObject([{ runs: expect.any(Array), starts: 18, chi2: 0.37 }]);
    const { stdout } = await crossing(["runs", "stats", "--out", out, "--theory", "ising-2d"]);
    expect(stdout).toMatch(
      /^2D Ising model, ⟨σσσσ⟩: 3 runs, 3 of them end at the same, best solution; best run /,
    );
    expect(stdout).toMatch(/^delta\[ε\] +0 +3 +3 +1\.00003 +0 /m);
    expect(stdout).toMatch(/^distinct solutions: 1$/m);
  });

  it("of runs by name, and of none", async () => {
    const out = archive();
    const { problems } = await json("runs", "stats", "20260314T000001Z", "20260314T000002Z", "--out", out);
    expect(problems).toMatchObject([{ runs: 2 }]);
    expect((await crossing(["runs", "stats", "--theory", "x", "--out", out])).stdout).toMatch(
      /no finished runs/,
    );
  });
});

describe("crossing runs export", () => {
  it("CSV on standard output or in a file, JSON, Parquet", async () => {
    const out = archive();
    const { stdout } = await crossing(["runs", "export", "--out", out]);
    expect(stdout.trimEnd().split("\r\n")).toHaveLength(5);
    const file = join(out, "operators.csv");
    const told = await crossing([
      "runs",
      "export",
      "--table",
      "operators",
      "--theory",
      "gff-2d",
      "-o",
      file,
      "--out",
      out,
    ]);
    expect(told.stdout).toBe(`6 lines of operators: ${file}\n`);
    expect(readFileSync(file, "utf8").trimEnd().split("\r\n")).toHaveLength(7);
    const document = await json("runs", "export", "--table", "warnings", "--out", out);
    expect(document).toMatchObject({ table: "warnings", rows: { length: 4 } });
    expect(document.rows[0]).toHaveLength(document.columns.length);
    const parquet = join(out, "ladder.parquet");
    const args = ["runs", "export", "--table", "ladder", "--format", "parquet", "-o", parquet, "--out", out];
    expect(await json(...args)).toEqual({ table: "ladder", format: "parquet", file: parquet, count: 8 });
    // `runs sql` reads no files: what was written is looked at with the library itself
    const { DuckDBInstance } = await import("@duckdb/node-api");
    const connection = await (await DuckDBInstance.create()).connect();
    const read = await connection.runAndReadAll(`SELECT count(*) FROM '${parquet}'`);
    expect(read.getRows().map((row) => row.map(Number))).toEqual([[8]]);
    connection.closeSync();
    expect(readdirSync(out).filter((name) => name.endsWith(".tmp"))).toEqual([]);
  });

  it("refuses Parquet without a file, a folder that is not there", async () => {
    const out = archive();
    const bare = await crossing(["runs", "export", "--format", "parquet", "--out", out]);
    expect([bare.code, bare.stderr]).toEqual([
      2,
      'crossing: --format: got "parquet": Parquet goes into a file: give --output\n',
    ]);
    for (const format of ["csv", "parquet"]) {
      const lost = await crossing([
        "runs",
        "export",
        "--format",
        format,
        "-o",
        join(out, "no", "x"),
        "--out",
        out,
      ]);
      expect([lost.code, lost.stdout]).toEqual([2, ""]);
      expect(lost.stderr).toMatch(/\ncrossing: \S+\/no\/x: [^\n]+\n$/);
    }
  });
});

describe("crossing runs sql", () => {
  it("prints a table or one document", async () => {
    const out = archive();
    const query = "SELECT theory, count(*) AS n, min(chi2) AS best FROM runs GROUP BY theory ORDER BY n DESC";
    const { code, stdout } = await crossing(["runs", "sql", query, "--out", out]);
    expect(code).toBe(0);
    expect(stdout.split("\n").map((line) => line.trimEnd())).toEqual([
      "theory    n  best",
      "────────  ─  ────",
      "ising-2d  3  0.37",
      "gff-2d    1   0.2",
      "",
    ]);
    expect((await json("runs", "sql", query, "--out", out)).rows).toEqual([
      ["ising-2d", 3, 0.37],
      ["gff-2d", 1, 0.2],
    ]);
    const wrong = await crossing(["runs", "sql", "SELECT", "--out", out]);
    expect(wrong.code).toBe(2);
    expect(wrong.stderr).toMatch(/\ncrossing: SELECT: Parser Error: [^\n]+\n$/);
  });
});

describe("crossing compare", () => {
  it("of several runs ends with a line for each; --markdown is one line a run; the exit code looks at all", async () => {
    const out = archive();
    const ids = ["20260314T000000Z", "20260401T000000Z"];
    const { code, stdout } = await crossing(["compare", ...ids, "--out", out, "--fail-above", "2"]);
    expect(code).toBe(1);
    expect(stdout).toMatch(/^20260314T000000Z-ising-2d-00000 +ising-2d +\d+ +[\d.]+ +0$/m);
    const table = (await crossing(["compare", ...ids, "--out", out, "--markdown"])).stdout
      .trimEnd()
      .split("\n");
    expect(table).toHaveLength(4);
    expect(table[3]).toMatch(/^\| `ising-2d` \| 10 \| 8 \| ε: 1\.00003\(2\) \| 3e-5 \| 2e-5 \|/);
    expect(await json("compare", ...ids, "--out", out)).toMatchObject({
      rows: expect.any(Array),
      runs: [{ theory: "ising-2d" }, { theory: "gff-2d" }],
    });
    expect((await crossing(["compare", ...ids, "--out", out, "--markdown", "--json"])).code).toBe(2);
  });
});
