import { existsSync, mkdirSync, symlinkSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import type TypeScript from "typescript";
import { describe, expect, it } from "vitest";
import { notebookFolder } from "../../src/notebook/kernel.js";
import { scratchFolder } from "../archive/example-run.js";

const root = fileURLToPath(new URL("../..", import.meta.url));
const compiler = "@tslab/typescript-for-tslab";
const installed = existsSync(join(notebookFolder, "node_modules", compiler));

/** Messages of tslab's own compiler, older than ours, about a cell that imports the package from a folder where it is installed. */
function messages(cell: string): string[] {
  const ts: typeof TypeScript = createRequire(join(notebookFolder, "package.json"))(compiler);
  const folder = scratchFolder();
  mkdirSync(join(folder, "node_modules"));
  symlinkSync(root, join(folder, "node_modules", "crossing-bootstrap"), "junction");
  const file = join(folder, "cell.ts");
  writeFileSync(file, cell);
  const program = ts.createProgram([file], {
    module: ts.ModuleKind.ESNext,
    moduleResolution: ts.ModuleResolutionKind.Node10,
    target: ts.ScriptTarget.ES2022,
    lib: ["lib.es2022.d.ts"],
    esModuleInterop: true,
    skipLibCheck: true,
    noEmit: true,
    typeRoots: [join(root, "node_modules", "@types")],
  });
  return program
    .getSemanticDiagnostics(program.getSourceFile(file))
    .map(({ messageText }) => ts.flattenDiagnosticMessageText(messageText, " "));
}

describe.runIf(installed)("cells see the types (needs npm ci --prefix notebooks)", () => {
  it("of a run, to its numbers", () => {
    const found = messages(`
      import { curve, evaluate, follow, loadTheory, search, show } from "crossing-bootstrap/notebook";
      type IsAny<T> = 0 extends 1 & T ? true : false;
      const run = await search("ising-2d", { seed: 1, set: {} });
      const known: IsAny<typeof run.result.operators[0]["delta"]["value"]> = false;
      const theory: IsAny<typeof run.theory.spectrum[0]["spin"]> = false;
      const runs: IsAny<ReturnType<typeof follow>> = false;
      const rows: IsAny<ReturnType<typeof evaluate>["perPoint"][number]> = false;
      await show(run, curve([run]));
      const wrong: string = run.result.reward;
      await search("ising-2d", { seeed: 1 });
      export { known, theory, runs, rows, wrong, loadTheory };
    `);
    expect(found).toHaveLength(2);
    expect(found[0]).toBe("Type 'number' is not assignable to type 'string'.");
    expect(found[1]).toContain("'seeed' does not exist");
  });

  it("of the package itself", () => {
    const found = messages(`
      import { search } from "crossing-bootstrap";
      const { operators } = await search("ising-2d");
      const wrong: string = operators[0].ope2.value;
      export { wrong };
    `);
    expect(found).toEqual(["Type 'number' is not assignable to type 'string'."]);
  });
});
