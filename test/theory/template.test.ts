import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { search } from "../../src/search/search.js";
import { loadTheory } from "../../src/theory/load.js";
import { type TemplateOptions, theoryTemplate } from "../../src/theory/template.js";
import { scratchFolder } from "../archive/example-run.js";
import { crossing } from "../cli/command-line.js";

function loaded(options: TemplateOptions) {
  const file = join(scratchFolder(), "my-theory.yaml");
  writeFileSync(file, theoryTemplate("my-theory", options));
  return loadTheory(file);
}

describe("the file that `crossing init` writes", () => {
  it.each([
    [{}, "global-2d"],
    [{ dimension: 3, external: 0.518 }, "global-d"],
    [{ dimension: 4 }, "global-d"],
    [{ symmetry: "u1", external: 0.1 }, "global-2d-u1"],
  ] as const)("with %o is a theory of %s", (options, family) => {
    const theory = loaded(options);
    expect(theory.family).toBe(family);
    expect(theory.ladder.length).toBeGreaterThan(0);
  });

  it("as it stands solves the Ising model", async () => {
    const { operators } = await search(loaded({}), { optimiser: "least-squares" });
    const [epsilon] = operators;
    expect(Math.abs(epsilon!.delta.value - 1)).toBeLessThan(3 * epsilon!.delta.error!);
    expect(epsilon!.delta.error).toBeLessThan(1e-3);
  });

  it.each([
    ["Bad Name", {}, /init: got "Bad Name": a name of small letters/],
    ["my-theory", { dimension: 1 }, /--dimension: got 1: a number from 2/],
    ["my-theory", { dimension: 3, external: 0.5 }, /--external: got 0.5: a number above 0.5, the unitarity/],
    ["my-theory", { dimension: 3, symmetry: "u1" }, /--symmetry: got "u1": u1 needs --dimension 2/],
  ] as const)("is refused as %s with %o", (name, options, message) => {
    expect(() => theoryTemplate(name, options)).toThrow(message);
  });

  it("never replaces another", async () => {
    const folder = scratchFolder();
    const before = process.cwd();
    process.chdir(folder);
    try {
      expect((await crossing(["init", "mine", "--json"])).code).toBe(0);
      const { code, stderr } = await crossing(["init", "mine", "--json"]);
      expect(code).toBe(2);
      expect(stderr).toBe("crossing: mine.yaml: is there already; take another name\n");
    } finally {
      process.chdir(before);
    }
  });
});
