import {
  copyFileSync,
  cpSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  renameSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { crossing } from "./command-line.js";

/** A run of one's own theory, which reads a table and published values beside it; then all three files go. */
async function orphan() {
  const folder = mkdtempSync(join(tmpdir(), "crossing-test-"));
  const own = join(folder, "mine");
  mkdirSync(own);
  const text = readFileSync("theories/gff-2d/theory.yaml", "utf8")
    .replace(/^name: .*$/m, "name: mine")
    .replace(/^external: .*$/m, "external: { delta: d }\ntables:\n  t: { file: t.json, parameter: delta }");
  writeFileSync(join(own, "theory.yaml"), text);
  const rows = [0.2, 0.3, 0.4, 0.5, 0.6].map((delta) => [delta, delta]);
  writeFileSync(join(own, "t.json"), JSON.stringify({ source: "none", columns: ["delta", "d"], rows }));
  const out = join(folder, "runs");
  const line = [
    "search",
    own,
    "--set",
    "delta=0.4",
    "--points",
    "spread-20",
    "--rungs",
    "1",
    "--budget",
    "60e",
  ];
  const { stdout, code } = await crossing([
    ...line,
    "--optimiser",
    "least-squares",
    "--json",
    "--quiet",
    "--out",
    out,
  ]);
  expect(code).toBe(0);
  const { path, runId } = JSON.parse(stdout);
  return { folder, own, out, path: path as string, id: runId as string };
}

describe("a run of one's own theory whose files are gone", () => {
  let run: Awaited<ReturnType<typeof orphan>>;
  beforeAll(async () => {
    run = await orphan();
    rmSync(run.own, { recursive: true });
  });
  afterAll(() => rmSync(run.folder, { recursive: true }));

  it("names no folder of its machine", () => {
    expect(readFileSync(join(run.path, "run.json"), "utf8")).not.toContain(run.folder);
  });

  it.each([
    ["compare", "20"],
    ["certify", "20"],
    ["plot", "20", "--kind", "spectrum"],
    ["plot", "20", "--kind", "convergence"],
    ["report", "20", "-o", "PAGE"],
    ["runs", "stats"],
    ["runs", "show", "20"],
    ["runs", "replay", "20", "--quiet"],
  ])("crossing %s %s needs none of them", async (...args) => {
    const { code, stderr } = await crossing(
      [...args, "--out", run.out].map((word) => (word === "PAGE" ? join(run.folder, "page.html") : word)),
    );
    // whether so short a search is supported is not asked here
    expect([code === 2, stderr.includes("file")]).toEqual([false, false]);
  });

  it("goes on with a larger budget", async () => {
    const { code, stderr } = await crossing([
      "search",
      "--resume",
      run.id,
      "--budget",
      "900e",
      "--quiet",
      "--out",
      run.out,
    ]);
    expect([code, stderr]).toEqual([0, ""]);
  });

  it("one that cannot be read leaves the others their statistics", async () => {
    const { out, path } = run;
    const broken = join(out, "20260101T000000Z-mine-aaaaa");
    cpSync(path, broken, { recursive: true });
    const file = join(broken, "run.json");
    // not the problem of the first, so that it stands alone
    const document = JSON.parse(readFileSync(file, "utf8"));
    const { runText } = await import("../../src/archive/run-text.js");
    const { checksum: _, summary, ...rest } = document;
    const theory = { ...rest.theory, text: "name: mine\n", name: "other" };
    const { kind, schema, ...body } = rest;
    writeFileSync(file, runText({ kind, schema, summary: { ...summary, theory: "other" }, ...body, theory }));
    const { code, stdout, stderr } = await crossing(["runs", "stats", "--out", out, "--json"]);
    expect(code).toBe(0);
    expect(JSON.parse(stdout).problems).toHaveLength(1);
    expect(stderr).toMatch(/left out: theory\.yaml/);
    rmSync(broken, { recursive: true });
  });

  it("is listed where its folder is linked from elsewhere", async () => {
    const { folder, out, path, id } = run;
    const elsewhere = join(folder, "moved");
    renameSync(path, elsewhere);
    symlinkSync(elsewhere, join(out, id));
    symlinkSync(join(folder, "nowhere"), join(out, "dangling"));
    copyFileSync(join(elsewhere, "run.json"), join(out, "a file"));
    const { stdout } = await crossing(["runs", "list", "--out", out, "--json"]);
    expect(JSON.parse(stdout).runs.map((run: { id: string }) => run.id)).toEqual([id]);
  });
});
