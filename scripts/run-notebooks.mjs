// Executes the notebooks headless, each from an empty kernel, and holds what their cells show against the committed outputs:
//
//     node scripts/run-notebooks.mjs [--update] [NAME…]
//
// NAME is the beginning of a notebook's name (default: all); --update commits the fresh outputs to the files instead. Needs a build,
// `npm ci --prefix notebooks`, and jupyter-nbconvert on the PATH. Ends with 1 where a cell fails or shows something else.
import { execFile } from "node:child_process";
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { availableParallelism, tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { notebookFolder, writeKernelSpec } from "../dist/notebook/kernel.js";
import { canonicalOutputs, difference, errorOf } from "./notebook-outputs.mjs";

const CELL_SECONDS = 240;

const update = process.argv.includes("--update");
const names = process.argv.slice(2).filter((argument) => !argument.startsWith("--"));
const notebooks = readdirSync(notebookFolder)
  .filter((file) => file.endsWith(".ipynb"))
  .filter((file) => names.length === 0 || names.some((name) => file.startsWith(name)));

const scratch = mkdtempSync(join(tmpdir(), "crossing-notebooks-"));
try {
  writeKernelSpec(scratch);
  const waiting = [...notebooks];
  const worker = async () => {
    for (let file = waiting.shift(); file !== undefined; file = waiting.shift()) await run(file);
  };
  await Promise.all(Array.from({ length: Math.min(2, availableParallelism()) }, worker));
} finally {
  rmSync(scratch, { recursive: true, force: true });
}
if (notebooks.length === 0) fail(names.join(" "), "no such notebook");

async function run(file) {
  const began = performance.now();
  const fresh = await executed(file);
  if (fresh === null) return;
  const path = join(notebookFolder, file);
  const notebook = JSON.parse(readFileSync(path, "utf8"));
  for (const [index, cell] of notebook.cells.entries()) {
    const where = `${file}, cell ${index + 1}`;
    if (cell.cell_type === "code" && !takes(where, cell, fresh.cells[index].outputs)) return;
  }
  if (update) writeFileSync(path, `${JSON.stringify(notebook, null, 1)}\n`);
  const seconds = ((performance.now() - began) / 1000).toFixed(1);
  console.log(`${file}: ${update ? "updated" : "as committed"}, ${seconds} s`);
}

/** Whether fresh outputs are well. Those of a cell with the tag `times` depend on the machine's speed: only errors count. */
function takes(where, cell, outputs) {
  const error = errorOf(outputs);
  if (error !== null) return fail(where, error);
  if (update) cell.outputs = canonicalOutputs(outputs);
  else if (!cell.metadata.tags?.includes("times")) {
    const found = difference(cell.outputs, outputs);
    if (found !== null) return fail(where, found);
  }
  return true;
}

/** The notebook after its execution; null where that failed. */
async function executed(file) {
  const options = {
    cwd: notebookFolder,
    env: { ...process.env, JUPYTER_PATH: scratch },
    maxBuffer: 1 << 26,
  };
  // an error is among the outputs of its cell, with its text
  const how = ["--execute", "--allow-errors", `--ExecutePreprocessor.timeout=${CELL_SECONDS}`];
  try {
    await promisify(execFile)(
      "jupyter-nbconvert",
      [file, "--to", "notebook", ...how, "--output-dir", scratch],
      options,
    );
    return JSON.parse(readFileSync(join(scratch, file), "utf8"));
  } catch (error) {
    fail(
      file,
      error.code === "ENOENT" ? "jupyter-nbconvert is not on the PATH" : (error.stderr ?? error.message),
    );
    return null;
  }
}

function fail(where, why) {
  console.error(`${where}: ${why}`);
  process.exitCode = 1;
  return false;
}
