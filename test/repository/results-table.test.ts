import { readdirSync, readFileSync, statSync } from "node:fs";
import { basename, dirname, join, relative } from "node:path";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";
import { referenceRuns } from "../../scripts/reference-runs.js";
import { scratchFolder } from "../archive/example-run.js";
import { crossing } from "../cli/command-line.js";

const root = fileURLToPath(new URL("../..", import.meta.url));
const results = join(root, "results");
const files = readdirSync(results, { recursive: true, encoding: "utf8" })
  .map((name) => join(results, name))
  .filter((path) => statSync(path).isFile())
  .sort();
const runs = files.filter((file) => basename(file) === "run.json");
/** results/NAME/run.json, in the order of the shell. */
const main = runs.filter((file) => dirname(dirname(file)) === results);

describe("the reference runs under results/", () => {
  it("make the README's table of results, by the command that stands there", async () => {
    const readme = readFileSync(join(root, "README.md"), "utf8");
    const [, table] =
      /^<!-- crossing compare results\/\*\/run\.json --markdown -->\n([\s\S]+?)\n<!-- end -->$/m.exec(
        readme,
      )!;
    const { code, stdout } = await crossing(["compare", ...main, "--markdown"]);
    expect(code).toBe(0);
    expect(table).toBe(stdout.trimEnd());
  });

  it("are within 3 σ of every exact and published value that they determine", async () => {
    const claims = (run: string) =>
      JSON.parse(readFileSync(run, "utf8")).result.operators.some(
        ({ delta, ope2 }: Record<"delta" | "ope2", { error: number | null }>) =>
          delta.error !== null || ope2.error !== null,
      );
    const claiming = main.filter(claims);
    expect(claiming.length).toBeGreaterThan(8);
    const { code, stderr } = await crossing(["compare", ...claiming, "--fail-above", "3"]);
    expect(stderr).toBe("");
    expect(code).toBe(0);
  });

  it("name no folder of the machine that made them", () => {
    expect(runs.length).toBeGreaterThan(2);
    for (const run of runs) {
      const { theory, result } = JSON.parse(readFileSync(run, "utf8"));
      expect(theory.file).toMatch(/^theories\//);
      expect(result.path).toBeNull();
    }
  });

  it("make a report without their traces", async () => {
    const page = join(scratchFolder(), "page.html");
    const { code, stderr } = await crossing(["report", join(results, "ising-2d"), "-o", page]);
    expect({ code, stderr }).toEqual({ code: 0, stderr: "" });
    expect(readFileSync(page, "utf8")).toContain("2D Ising model");
  });

  it("stand where their commands say, and nowhere else", () => {
    expect(runs.map((run) => dirname(relative(results, run))).sort()).toEqual(
      Object.keys(referenceRuns).sort(),
    );
    for (const run of main) {
      const { reference } = JSON.parse(readFileSync(run, "utf8")).theory;
      expect(basename(dirname(run))).toBe(reference);
    }
  });

  it("have names without dates, no traces, one picture format, and are 2 MB at most with all else", () => {
    expect(files.filter((file) => /\d{8}T\d{6}|\.ndjson$|\.svg$/.test(file))).toEqual([]);
    const size = files.reduce((sum, file) => sum + statSync(file).size, 0);
    expect(size).toBeLessThan(2 * 1024 * 1024);
  });
});
