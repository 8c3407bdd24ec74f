// Compiles every src/**/assembly/*.ts with AssemblyScript and writes the module as base64 into
// src/**/<name>.wasm.ts, which is committed: neither users nor tests need a compiler.
// Only a module called *-fast may use relaxed SIMD, whose bits depend on the processor.
// `--check` writes nothing and fails when a committed module is not what its source compiles to.
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { basename, dirname, join } from "node:path";
import asc from "assemblyscript/asc";

const check = process.argv.includes("--check");
const scratch = mkdtempSync(join(tmpdir(), "crossing-wasm-"));
let stale = 0;
for (const source of sources("src").sort()) {
  const name = basename(source, ".ts");
  const binary = join(scratch, `${name}.wasm`);
  const flags = ["-O3", "--enable", "simd", "--runtime", "stub", "--noAssert", "-o", binary];
  const relaxed = name.endsWith("-fast") ? ["--enable", "relaxed-simd"] : [];
  const { error, stderr } = await asc.main([source, ...flags, ...relaxed]);
  if (error) {
    console.error(stderr.toString());
    throw error;
  }
  const target = join(dirname(dirname(source)), `${name}.wasm.ts`);
  const text = `// Compiled from assembly/${name}.ts by \`npm run build:wasm\`; do not edit.\nexport const wasm =\n  "${readFileSync(binary).toString("base64")}";\n`;
  if (!check) writeFileSync(target, text);
  else if (text !== readFileSync(target, "utf8")) {
    stale++;
    console.error(`${target} is not what ${source} compiles to: run npm run build:wasm`);
  }
}
rmSync(scratch, { recursive: true });
process.exitCode = stale > 0 ? 1 : 0;

function sources(root) {
  const files = readdirSync(root, { recursive: true }).map((file) => join(root, file));
  return files.filter((file) => /assembly[\\/][^\\/]+\.ts$/.test(file));
}
