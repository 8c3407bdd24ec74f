import { existsSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";
import { referenceDocs } from "../../scripts/reference-docs.js";
import { familyOf } from "../../src/theory/family-of.js";
import { loadTheory } from "../../src/theory/load.js";
import { listTheories } from "../../src/theory/registry.js";
import { scratchFolder } from "../archive/example-run.js";
import { crossing } from "../cli/command-line.js";

const root = fileURLToPath(new URL("../..", import.meta.url));
const read = (path: string) => readFileSync(join(root, path), "utf8");

describe("the documentation names everything there is", () => {
  it("which theories have no decimal arithmetic to certify their runs with", () => {
    const refused = listTheories().filter((name) => !familyOf(loadTheory(name)).decimal);
    expect(refused).toEqual(["sixd-20", "sixd-20-free-like"]);
    expect(read("docs/commands.md")).toMatch(/\| `certify <run>` \| .*not of the 6D \(2,0\) theories/);
  });

  it("commands", async () => {
    const { stdout } = await crossing(["--help"]);
    const commands = [...stdout.matchAll(/^ {2}([a-z]+) (?=[[<]| {2})/gm)].map(([, name]) => name);
    expect(commands.length).toBeGreaterThan(7);
    const documented = read("docs/commands.md");
    expect(commands.filter((name) => !documented.includes(`| \`${name}`))).toEqual([]);
  });

  it("theories, options of the search and fields of its result, as they are registered: `npm run docs` writes them", () => {
    for (const [path, text] of Object.entries(referenceDocs())) expect(read(path), path).toBe(text);
    expect(read("docs/theories.md")).toContain("| `ising-2d` |");
    expect(read("docs/search.md")).toContain("| `--seed <number>` |");
    expect(read("docs/result-json.md")).toContain("| `determined` | `boolean` |");
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
    expect(
      [...new Set(codes)].filter((code) => !read("docs/error-bars.md").includes(`| \`${code}\` |`)),
    ).toEqual([]);
  });
});

/** Pages of people: the README and everything under docs/ and results/. */
const pages = [
  "README.md",
  ...["docs", "results"].flatMap((folder) =>
    readdirSync(join(root, folder), { recursive: true, encoding: "utf8" })
      .filter((name) => name.endsWith(".md") && !name.startsWith("api"))
      .map((name) => join(folder, name)),
  ),
];

/** Written by `npm run docs` and `npm run test:faults`. */
const built = ["docs/api/index.html", "results/faults/README.md"];

describe("what the pages point to and show", () => {
  it.each(pages)("%s: files, headings and npm scripts that exist", (page) => {
    const text = read(page).replace(/```[\s\S]*?```/g, "");
    const links = [...text.matchAll(/\]\((?!https?:)([^)#]*)(?:#([^)]+))?\)/g)].map(([, file, heading]) => ({
      file: file ? join(dirname(page), file) : page,
      heading,
    }));
    const missing = links.filter(
      ({ file, heading }) =>
        !built.includes(file) &&
        !(existsSync(join(root, file)) && (heading === undefined || headings(read(file)).includes(heading))),
    );
    expect(missing).toEqual([]);
    const { scripts } = JSON.parse(read("package.json"));
    const named = [...text.matchAll(/`npm run ([a-z:]+)/g)].map(([, name]) => name!);
    expect(named.filter((name) => !(name in scripts))).toEqual([]);
  });

  it("the index of docs/ has every page", () => {
    const index = read("docs/README.md");
    const names = readdirSync(join(root, "docs")).filter(
      (name) => name.endsWith(".md") && name !== "README.md",
    );
    expect(names.filter((name) => !index.includes(`](${name})`))).toEqual([]);
  });

  it("the README is short", () => {
    expect(read("README.md").split("\n").length).toBeLessThanOrEqual(151);
  });

  it("the example of a theory file is one", () => {
    const [, example] = /```yaml\n([\s\S]+?)```/.exec(read("docs/adding-a-theory.md"))!;
    const file = join(scratchFolder(), "my-theory.yaml");
    writeFileSync(file, example!);
    const theory = loadTheory(file);
    expect(theory.spectrum).toHaveLength(4);
    expect(theory.external.delta).toBe(1 / 8 + 0.5 / 10);
  });
});

/** Anchors as GitHub makes them. */
function headings(text: string): string[] {
  return [...text.matchAll(/^#+ (.+)$/gm)].map(([, title]) =>
    title!
      .toLowerCase()
      .replace(/[^\p{L}\p{N} _-]/gu, "")
      .replaceAll(" ", "-"),
  );
}
