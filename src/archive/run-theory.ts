import { createHash } from "node:crypto";
import { basename, isAbsolute } from "node:path";
import { InputError } from "../errors.js";
import { theoryOfResult } from "../search/rung/theory-of-result.js";
import { type LoadOptions, loadFrom, loadTheory } from "../theory/load.js";
import { isShipped } from "../theory/registry.js";
import type { Theory } from "../theory/theory.js";
import { TheoryFiles } from "../theory/theory-files.js";
import type { RunConfiguration, RunDocument } from "./run-document.js";

/** What a run keeps of its theory: all of it, so that no file is ever asked for again; what lies beside a theory of the package comes with that. */
export function describeTheory(
  theory: Theory,
  reference: string,
  options: LoadOptions,
): RunConfiguration["theory"] {
  const { [basename(theory.file)]: text = "", ...files } = theory.texts;
  const own = !isShipped(theory.file);
  return {
    name: theory.name,
    title: theory.title,
    reference: own && isAbsolute(reference) ? basename(theory.file) : reference,
    file: theory.file,
    text,
    sha256: createHash("sha256").update(text).digest("hex"),
    ...(own && Object.keys(files).length > 0 && { files }),
    set: { ...options.set },
    preset: options.preset ?? null,
    free: options.free ?? false,
    ...(options.discover && { discover: true as const }),
    parameters: { ...theory.parameters },
  };
}

/** At which values of its parameters: those found where they were unknowns of the search, else as given; or all as given to the search. */
export type RunValues = "found" | "given";

/** The theory of a stored run as it was then, from the text in the run. */
export function theoryOfRun({ theory, result }: RunDocument, values: RunValues = "found"): Theory {
  const { set, preset, free, discover } = theory;
  const given = storedTheory(theory, {
    set,
    free,
    ...(preset !== null && { preset }),
    ...(discover && { discover }),
  });
  return values === "found" && result !== null ? theoryOfResult(given, result) : given;
}

/**
 * The theory whose text a run keeps, with other options. A text of the package that an earlier version wrote and this one cannot read gives way to
 * the present one.
 */
export function storedTheory({ file, text, files }: RunDocument["theory"], options: LoadOptions): Theory {
  // runs of the first versions kept the path of the file instead of what lies beside it
  const stored = new TheoryFiles(file, { ...files, [basename(file)]: text }, isAbsolute(file));
  if (!isShipped(file)) return loadFrom(stored, options);
  try {
    return loadFrom(stored, options);
  } catch (error) {
    if (!(error instanceof InputError)) throw error;
    return loadTheory(file, options);
  }
}
