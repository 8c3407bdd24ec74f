import { createHash } from "node:crypto";
import {
  existsSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join, resolve } from "node:path";
import { theoryOfResult } from "../search/rung/theory-of-result.js";
import { type LoadOptions, loadTheory } from "../theory/load.js";
import { listTheories, theoryFileName } from "../theory/registry.js";
import type { Theory } from "../theory/theory.js";
import type { RunConfiguration, RunDocument } from "./run-document.js";

/** What a run keeps of its theory, so that it can be loaded again and seen to be the same. */
export function describeTheory(
  theory: Theory,
  reference: string,
  options: LoadOptions,
): RunConfiguration["theory"] {
  const text = readFileSync(theory.file, "utf8");
  return {
    name: theory.name,
    title: theory.title,
    reference,
    file: theory.file,
    text,
    sha256: hash(text),
    set: { ...options.set },
    preset: options.preset ?? null,
    free: options.free ?? false,
    parameters: { ...theory.parameters },
  };
}

/** At which values of its parameters: those found where they were unknowns of the search, else as given; or all as given to the search. */
export type RunValues = "found" | "given";

/** Loads the theory of a stored run; `changed` where its file is no longer the one the run was made with. */
export function theoryOfRun(
  document: RunDocument,
  values: RunValues = "found",
): { theory: Theory; changed: boolean } {
  const { reference, file, sha256 } = document.theory;
  const theory = loadAt(listTheories().includes(reference) ? reference : file, document, values);
  return { theory, changed: hash(readFileSync(theory.file, "utf8")) !== sha256 };
}

/**
 * Loads the theory of a stored run as it was: where its file has changed since or is gone, from the text in the run, beside what else lies in
 * the file's folder, such as tables.
 */
export function storedTheoryOfRun(document: RunDocument, values: RunValues = "found"): Theory {
  const { file, text, sha256 } = document.theory;
  if (existsSync(file) && hash(readFileSync(file, "utf8")) === sha256)
    return theoryOfRun(document, values).theory;
  const folder = mkdtempSync(join(tmpdir(), "crossing-theory-"));
  try {
    for (const name of existsSync(dirname(file)) ? readdirSync(dirname(file)) : []) {
      if (name !== theoryFileName) symlinkSync(resolve(dirname(file), name), join(folder, name));
    }
    const copy = join(folder, theoryFileName);
    writeFileSync(copy, text);
    return loadAt(copy, document, values);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function loadAt(
  idOrPath: string,
  { theory: { set, preset, free }, result }: RunDocument,
  values: RunValues,
): Theory {
  const given = loadTheory(idOrPath, { set, free, ...(preset !== null && { preset }) });
  return values === "found" && result !== null ? theoryOfResult(given, result) : given;
}

function hash(text: string): string {
  return createHash("sha256").update(text).digest("hex");
}
