import { basename, dirname, join, relative, resolve, sep } from "node:path";
import { fileURLToPath } from "node:url";
import { isShipped } from "../theory/registry.js";
import type { RunDocument } from "./run-document.js";

/** The package: two levels up from both src/archive and dist/archive. */
const packageFolder = fileURLToPath(new URL("../../", import.meta.url));

/** What of a run is written: without the folders of the machine that made it, so that a folder may be moved, copied and committed. */
export function withoutPlace(document: RunDocument): RunDocument {
  const { theory, result } = document;
  const file = isShipped(theory.file)
    ? relative(packageFolder, theory.file).split(sep).join("/")
    : basename(theory.file);
  return { ...document, theory: { ...theory, file }, result: result && { ...result, path: null } };
}

/** A run as it was read from `path`, the `run.json` in its folder: with the places of its files here. */
export function atPlace(document: RunDocument, path: string): RunDocument {
  const { theory, result } = document;
  const shipped = join(packageFolder, theory.file);
  return {
    ...document,
    theory: { ...theory, file: isShipped(shipped) ? shipped : theory.file },
    result: result && { ...result, path: resolve(dirname(path)) },
  };
}
