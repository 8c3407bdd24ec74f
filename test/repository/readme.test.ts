import { existsSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";
import { familyOf } from "../../src/theory/family-of.js";
import { loadTheory } from "../../src/theory/load.js";
import { listTheories } from "../../src/theory/registry.js";
import { scratchFolder } from "../archive/example-run.js";
import { crossing } from "../cli/command-line.js";

const root = fileURLToPath(new URL("../..", import.meta.url));
const readme = readFileSync(join(root, "README.md"), "utf8");

describe("the README names everything there is", () => {
  it("theories", () => {
    expect(listTheories().filter((name) => !readme.includes(`| \`${name}\` |`))).toEqual([]);
  });

  it.each(listTheories())(
    "%s: ranges of its parameters, how many exact operators and coefficients",
    (name) => {
      const [, , parameters, exact] = new RegExp(`^\\| \`${name}\` \\|(.*)\\|(.*)\\|(.*)\\|$`, "m").exec(
        readme,
      )!;
      const theory = loadTheory(name);
      const ranges = Object.entries(theory.parameterSpecs).map(([parameter, { min, max, infinite }]) => {
        const range = max === null && !infinite ? `at least ${min}` : `${min} to ${max ?? "`inf`"}`;
        return `\`${parameter}\`, ${range}`;
      });
      // other names for the parameters may follow
      expect(parameters!.split("; or ")[0]!.trim()).toBe(ranges.join("; ") || "–");
      const coefficients = theory.exact.length;
      const operators = new Set(theory.exact.map(({ spin, delta }) => `${spin} ${delta}`)).size;
      const count = operators === coefficients ? "" : `, ${coefficients} coefficients`;
      if (operators === 0) expect(exact).toMatch(/^ – /);
      else expect(exact!.trim()).toBe(`${operators} operators${count}`);
    },
  );

  it("which theories have no decimal arithmetic to certify their runs with", () => {
    const refused = listTheories().filter((name) => !familyOf(loadTheory(name)).decimal);
    expect(refused).toEqual(["sixd-20", "sixd-20-free-like"]);
    expect(readme).toMatch(/\| `certify <run>` \| .*not of the 6D \(2,0\) theories/);
  });

  it("commands", async () => {
    const { stdout } = await crossing(["--help"]);
    const commands = [...stdout.matchAll(/^ {2}([a-z]+) (?=[[<]| {2})/gm)].map(([, name]) => name);
    expect(commands.length).toBeGreaterThan(7);
    expect(commands.filter((name) => !readme.includes(`| \`${name}`))).toEqual([]);
  });

  it("options of the search", async () => {
    const { stdout } = await crossing(["search", "--help"]);
    const options = [...stdout.matchAll(/^ {2}(?:-\w, )?(--[a-z-]+)/gm)].map(([, name]) => name!);
    expect(options).toContain("--seed");
    expect(options.filter((name) => name !== "--help" && !readme.includes(`| \`${name}`))).toEqual([]);
  });

  it("warnings, by code", () => {
    const folder = join(root, "src/search");
    const files = readdirSync(folder, { recursive: true, encoding: "utf8" }).filter((file) =>
      file.endsWith(".ts"),
    );
    const codes = files.flatMap((file) =>
      [...readFileSync(join(folder, file), "utf8").matchAll(/\bcode: "([a-z-]+)"/g)].map(([, code]) => code!),
    );
    expect(codes).toContain("at-bound");
    expect([...new Set(codes)].filter((code) => !readme.includes(`| \`${code}\` |`))).toEqual([]);
  });
});

describe("what the README points to and shows", () => {
  it("files", () => {
    const links = [...readme.matchAll(/\]\((?!https?:)([^)#]+)\)/g)].map(([, link]) => link!);
    expect(links.length).toBeGreaterThan(0);
    expect(links.filter((link) => !existsSync(join(root, link)))).toEqual([]);
  });

  it("npm scripts", () => {
    const { scripts } = JSON.parse(readFileSync(join(root, "package.json"), "utf8"));
    const named = [...readme.matchAll(/`npm run ([a-z:]+)/g)].map(([, name]) => name!);
    expect(named.filter((name) => !(name in scripts))).toEqual([]);
  });

  it("the example of a theory file is one", () => {
    const [, example] = /```yaml\n([\s\S]+?)```/.exec(readme)!;
    const file = join(scratchFolder(), "my-theory.yaml");
    writeFileSync(file, example!);
    const theory = loadTheory(file);
    expect(theory.spectrum).toHaveLength(4);
    expect(theory.external.delta).toBe(1 / 8 + 0.5 / 10);
  });
});
