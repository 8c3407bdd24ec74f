import { readdirSync, readFileSync } from "node:fs";
import { dirname, join, normalize } from "node:path";
import { fileURLToPath } from "node:url";
import ts from "typescript";
import { expect, it } from "vitest";

const src = fileURLToPath(new URL("../../src", import.meta.url));

/** Files that each file imports, types, re-exports and dynamic imports included; paths relative to src. */
function imports(files: Readonly<Record<string, string>>): Map<string, readonly string[]> {
  return new Map(
    Object.entries(files).map(([file, text]) => {
      const named = ts.preProcessFile(text, true, true).importedFiles.map(({ fileName }) => fileName);
      const own = named
        .filter((name) => name.startsWith("."))
        .map((name) => normalize(join(dirname(file), name)).replace(/\.js$/, ".ts"));
      return [file, own.filter((target) => target in files)];
    }),
  );
}

/** Sets of files each of which reaches every other of its set (Tarjan's strongly connected components). */
function circles(graph: ReadonlyMap<string, readonly string[]>): string[][] {
  const order = new Map<string, number>();
  const low = new Map<string, number>();
  const path: string[] = [];
  const found: string[][] = [];
  const visit = (file: string) => {
    order.set(file, order.size);
    low.set(file, order.get(file)!);
    path.push(file);
    for (const next of graph.get(file)!) {
      if (!order.has(next)) visit(next);
      if (path.includes(next)) low.set(file, Math.min(low.get(file)!, low.get(next)!));
    }
    if (low.get(file) !== order.get(file)) return;
    const members = path.splice(path.indexOf(file)).sort();
    if (members.length > 1 || graph.get(file)!.includes(file)) found.push(members);
  };
  for (const file of graph.keys()) if (!order.has(file)) visit(file);
  return found;
}

it("sees circles of types, re-exports and dynamic imports, and no other", () => {
  const graph = imports({
    "a.ts": 'import type { B } from "./b.js";',
    "b.ts": 'export { c } from "./deep/c.js";',
    "deep/c.ts": 'const a = await import("../a.js");',
    "d.ts": 'import { a } from "./a.js";\nimport { readFileSync } from "node:fs";',
  });
  expect(circles(graph)).toEqual([["a.ts", "b.ts", "deep/c.ts"]]);
});

it("no files of src import one another in a circle, types included", () => {
  const names = readdirSync(src, { recursive: true, encoding: "utf8" }).filter(
    (name) => name.endsWith(".ts") && !name.includes("assembly/"),
  );
  const files = Object.fromEntries(names.map((name) => [name, readFileSync(join(src, name), "utf8")]));
  expect(names.length).toBeGreaterThan(300);
  expect(circles(imports(files))).toEqual([]);
});
