import { execFileSync } from "node:child_process";
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  realpathSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, describe, expect, it } from "vitest";

const root = fileURLToPath(new URL("../..", import.meta.url));
const tsc = fileURLToPath(new URL("../../node_modules/typescript/bin/tsc", import.meta.url));

const use = `import { listTheories, loadTheory, type SearchOptions, type SearchResult, search } from "crossing-bootstrap";
import { operators, type Run } from "crossing-bootstrap/notebook";

const options: SearchOptions = { rungs: 1, optimiser: "least-squares", seed: 2 };
const result: SearchResult = await search(loadTheory("ising-2d"), options);
const value: number = result.operators[0]!.delta.value;
const table: (run: Run) => unknown = operators;
console.log(JSON.stringify({ theories: listTheories(), value, table: typeof table }));
`;

const project = realpathSync(mkdtempSync(join(tmpdir(), "crossing-package-")));
afterAll(() => rmSync(project, { recursive: true }), 300_000);

const installed = join(project, "node_modules", "crossing-bootstrap");

/** Standard output of a program in the project. */
const run = (program: string, ...words: string[]) =>
  execFileSync(program, words, { cwd: project, encoding: "utf8", stdio: ["ignore", "pipe", "pipe"] });

describe("the package as others install it", () => {
  beforeAll(() => {
    const folder = join(project, "pack");
    mkdirSync(folder);
    // the built package as it is: `npm test` builds before
    execFileSync("npm", ["pack", "--ignore-scripts", "--pack-destination", folder], {
      cwd: root,
      stdio: "ignore",
    });
    writeFileSync(
      join(project, "package.json"),
      JSON.stringify({ name: "empty", private: true, type: "module" }),
    );
    const { version } = JSON.parse(readFileSync(join(root, "package.json"), "utf8"));
    const flags = ["--prefer-offline", "--no-audit", "--no-fund", "--ignore-scripts"];
    run("npm", "install", ...flags, join(folder, `crossing-bootstrap-${version}.tgz`));
  }, 900_000);

  it("finds the Ising model from the command line, and keeps the run", () => {
    const bin = join(project, "node_modules", ".bin", "crossing");
    const { theory, operators, path } = JSON.parse(run(bin, "search", "ising-2d", "--quiet", "--json"));
    expect(theory).toBe("ising-2d");
    expect(Math.abs(operators[0].delta.value - 1)).toBeLessThan(1e-4);
    expect(existsSync(join(path, "run.json"))).toBe(true);
  }, 300_000);

  it("is imported with its types, and brings its theories", () => {
    writeFileSync(join(project, "use.ts"), use);
    const compilerOptions = {
      target: "ES2023",
      module: "NodeNext",
      strict: true,
      exactOptionalPropertyTypes: true,
      skipLibCheck: false,
      types: [],
    };
    writeFileSync(join(project, "tsconfig.json"), JSON.stringify({ compilerOptions, include: ["use.ts"] }));
    run(process.execPath, tsc, "-p", ".");
    const { theories, value, table } = JSON.parse(run(process.execPath, "use.js"));
    expect(theories).toContain("tricritical-joint");
    expect(value).toBeCloseTo(0.998, 2);
    expect(table).toBe("function");
  }, 300_000);

  it("has everything that its pages and commands point at", () => {
    for (const page of ["README.md", "docs/README.md", "results/README.md"]) {
      const text = readFileSync(join(installed, page), "utf8");
      const links = [...text.matchAll(/\]\((?!https?:)([^)#]+)/g)].map(([, link]) => link!);
      // the API reference is built from the package, and no part of it
      const packed = (link: string) => !join(dirname(page), link).startsWith("docs/api");
      const present = (link: string) => existsSync(join(installed, dirname(page), link));
      const missing = links.filter((link) => existsSync(join(root, dirname(page), link)) && !present(link));
      expect(missing.filter(packed)).toEqual([]);
    }
    for (const file of ["CHANGELOG.md", "LICENSE", "notebooks/package-lock.json"])
      expect(existsSync(join(installed, file)), file).toBe(true);
  });

  it("looks for the notebooks' kernel where it is installed, and says how to get it", () => {
    const bin = join(project, "node_modules", ".bin", "crossing");
    expect(() => run(bin, "notebook", "install", "--prefix", project)).toThrow(
      `npm ci --prefix ${join(installed, "notebooks")}`,
    );
    const tslab = join(project, "node_modules", "tslab");
    mkdirSync(tslab);
    writeFileSync(
      join(tslab, "package.json"),
      JSON.stringify({ name: "tslab", version: "1.0.22", bin: { tslab: "bin/tslab" } }),
    );
    run(bin, "notebook", "install", "--prefix", project);
    const kernel = readFileSync(join(project, "share/jupyter/kernels/tslab/kernel.json"), "utf8");
    expect(JSON.parse(kernel).argv).toContain(join(tslab, "bin", "tslab"));
  });
});
