import { execFile } from "node:child_process";
import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { beforeAll, describe, expect, it } from "vitest";

const root = fileURLToPath(new URL("../..", import.meta.url));
const biome = createRequire(import.meta.url).resolve("@biomejs/biome/bin/biome");

const upward: readonly (readonly [file: string, from: string])[] = [
  ["src/math/a.ts", "../blocks/global-2d.js"],
  ["src/blocks/a.ts", "../crossing/points.js"],
  ["src/blocks/decimal/a.ts", "../../theory/theory.js"],
  ["src/crossing/a.ts", "../theory/theory.js"],
  ["src/crossing/b.ts", "../optimisers/least-squares/levenberg-marquardt.js"],
  ["src/theory/a.ts", "../search/result.js"],
  ["src/optimisers/a.ts", "../theory/theory.js"],
  ["src/optimisers/agents/b.ts", "../../blocks/global-2d.js"],
  ["src/optimisers/agents/c.ts", "../../search/result.js"],
  ["src/optimisers/agents/d.ts", "../../crossing/equation.js"],
  ["src/optimisers/networks/wasm/e.ts", "../../../crossing/points.js"],
  ["src/search/a.ts", "../archive/run-file.js"],
  ["src/search/b.ts", "../compare/compare.js"],
  ["src/search/c.ts", "../plots/spectrum.js"],
  ["src/search/d.ts", "../cli/progress.js"],
  ["src/search/f.ts", "../certify/certify.js"],
  ["src/theory/b.ts", "../benchmark/benchmark.js"],
  ["src/families/a.ts", "../theory/theory.js"],
  ["src/problem/a.ts", "../crossing/equation.js"],
  ["src/bounds/a.ts", "../export/sdpb.js"],
  ["src/archive/a.ts", "../cli/options.js"],
  ["src/plots/a.ts", "../cli/options.js"],
  ["src/library/a.ts", "../cli/options.js"],
  ["src/index.ts", "./cli/main.js"],
];

const downward: readonly (readonly [file: string, from: string])[] = [
  ["src/optimisers/agents/f.ts", "../../problem/problem.js"],
  ["src/optimisers/agents/g.ts", "../../math/random.js"],
  ["src/optimisers/agents/h.ts", "./search.js"],
  ["src/crossing/c.ts", "../blocks/global-2d.js"],
  ["src/search/e.ts", "../theory/theory.js"],
  ["src/cli/commands/a.ts", "../../archive/run-file.js"],
  ["src/blocks/b.ts", "../errors.js"],
];

const pure = ["math", "blocks", "problem", "crossing", "optimisers", "families"];
const hostAccess: readonly (readonly [rule: string, content: string])[] = [
  ["noRestrictedImports", 'import { readFileSync } from "node:fs";\nexport const y = readFileSync;\n'],
  ["noRestrictedGlobals", "export const y = process.argv;\n"],
  ["noRestrictedGlobals", "export const y = Date.now();\n"],
  ["noConsole", 'console.log("y");\n'],
];

/** Rules broken by each file of a scratch copy that holds nothing but deliberate violations. */
const broken = new Map<string, string[]>();

beforeAll(async () => {
  const folder = mkdtempSync(join(tmpdir(), "crossing-lint-"));
  const put = (file: string, content: string) => {
    mkdirSync(dirname(join(folder, file)), { recursive: true });
    writeFileSync(join(folder, file), content);
  };
  cpSync(join(root, "biome.json"), join(folder, "biome.json"));
  for (const [file, from] of [...upward, ...downward])
    put(file, `import { x } from "${from}";\n\nexport const y = x;\n`);
  for (const [k, [, content]] of hostAccess.entries())
    for (const name of pure) put(`src/${name}/host-${k}.ts`, content);
  put("test/a.test.ts", 'it.only("y", () => {});\n');
  put("src/search/fit.ts", "export const y = (fit: (x: number) => number) => fit(1);\n");
  const report = await new Promise<string>((resolve) => {
    const args = [biome, "lint", "--reporter=json", "--max-diagnostics=none", "."];
    execFile(process.execPath, args, { cwd: folder }, (_error, stdout) => resolve(stdout));
  });
  rmSync(folder, { recursive: true });
  for (const { category, location } of JSON.parse(report).diagnostics) {
    const path = String(location.path.file ?? location.path);
    broken.set(path, [...(broken.get(path) ?? []), category.split("/").at(-1)]);
  }
});

describe("imports point one way: cli → library → archive, compare, plots → export → benchmark, certify, bounds → search → theory → families → optimisers → crossing → problem → blocks → math", () => {
  it.each(upward)("%s cannot import %s", (file) => {
    expect(broken.get(file)).toEqual(["noRestrictedImports"]);
  });

  it.each(downward)("%s can import %s", (file) => {
    expect(broken.get(file)).toBeUndefined();
  });
});

describe.each(pure)("src/%s does no I/O", (name) => {
  it.each([...hostAccess.entries()])("%i: %s", (k, [rule]) => {
    expect(broken.get(`src/${name}/host-${k}.ts`)).toEqual([rule]);
  });
});

it("a focused test is an error in test/, a function called fit is none in src/", () => {
  expect(broken.get("test/a.test.ts")).toEqual(["noFocusedTests"]);
  expect(broken.get("src/search/fit.ts")).toBeUndefined();
});
