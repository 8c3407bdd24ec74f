import { existsSync, readdirSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";
import { crossing } from "../cli/command-line.js";

const root = fileURLToPath(new URL("../..", import.meta.url));
const below = (folder: string) =>
  readdirSync(folder)
    .sort()
    .map((name) => join(folder, name))
    .filter((path) => statSync(path).isDirectory());

/** results/<theory>/<run>/run.json, in the order of the shell. */
const runs = below(join(root, "results"))
  .flatMap(below)
  .map((folder) => join(folder, "run.json"))
  .filter((file) => existsSync(file));

describe("the reference runs under results/", () => {
  it("make the README's table of results, by the command that stands there", async () => {
    const readme = readFileSync(join(root, "README.md"), "utf8");
    const [, table] =
      /^<!-- crossing compare results\/\*\/\*\/run\.json --markdown -->\n([\s\S]+?)\n<!-- end -->$/m.exec(
        readme,
      )!;
    const { code, stdout } = await crossing(["compare", ...runs, "--markdown"]);
    expect(code).toBe(0);
    expect(table).toBe(stdout.trimEnd());
  });

  it("are within 3 σ of every exact and published value", async () => {
    const { code, stderr } = await crossing(["compare", ...runs, "--fail-above", "3"]);
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
});
