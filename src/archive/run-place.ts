import { dirname, isAbsolute, join, relative, resolve, sep } from "node:path";
import { fileURLToPath } from "node:url";
import type { RunDocument } from "./run-document.js";

/** The package: two levels up from both src/archive and dist/archive. */
const packageFolder = fileURLToPath(new URL("../../", import.meta.url));

/** What of a run is written: without the folders of the machine that made it, so that a folder may be moved, copied and committed. */
export function withoutPlace(document: RunDocument): RunDocument {
  const { theory, result } = document;
  const file = relative(packageFolder, theory.file);
  const shipped = isAbsolute(theory.file) && !file.startsWith("..") && !isAbsolute(file);
  return {
    ...document,
    theory: shipped ? { ...theory, file: file.split(sep).join("/") } : theory,
    result: result && { ...result, path: null },
  };
}

/** A run as it was read from `path`, the `run.json` in its folder: with the places of its files here. */
export function atPlace(document: RunDocument, path: string): RunDocument {
  const { theory, result } = document;
  return {
    ...document,
    theory: { ...theory, file: isAbsolute(theory.file) ? theory.file : join(packageFolder, theory.file) },
    result: result && { ...result, path: resolve(dirname(path)) },
  };
}
