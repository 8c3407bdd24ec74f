import { writeFileSync } from "node:fs";
import { bestFirst } from "../archive/ranking.js";
import { InputError } from "../errors.js";
import { theoryText } from "../search/discover/theory-text.js";
import type { SearchResult } from "../search/result.js";
import { loadFrom, loadTheory } from "../theory/load.js";
import { physicsText } from "../theory/physics-text.js";
import type { Theory } from "../theory/theory.js";
import { TheoryFiles } from "../theory/theory-files.js";
import type { DiscoverCommandOptions } from "./discover-options.js";
import { runJobs } from "./search-and-store.js";
import { jobsOf, resumedJob } from "./search-jobs.js";
import type { Invocation } from "./terminal.js";

/** The command `discover`. */
export async function discoverAndStore(
  reference: string | undefined,
  { family, gap, charge, fixed, tail, write, ...typed }: DiscoverCommandOptions,
  invocation: Invocation,
): Promise<void> {
  const physics = { family, gap, charge, fixed, tail };
  if (typed.resume !== undefined) {
    refuseBeside("--resume", { ...physics });
    const jobs = resumedJob(reference, typed);
    const results = await runJobs(jobs, reference, typed, invocation);
    return writeTheory(jobs.theory, results, write);
  }
  const options = { ...typed, discover: true };
  const { theory, name } =
    family === undefined
      ? fromFile(reference, options, physics)
      : fromFamily(reference, options, { ...physics, family });
  const results = await runJobs(await jobsOf(theory, name, options), name, options, invocation);
  writeTheory(theory, results, write);
}

type Physics = {
  readonly [Name in "family" | "gap" | "charge" | "fixed" | "tail"]: DiscoverCommandOptions[Name] | undefined;
};

interface Named {
  readonly theory: Theory;
  /** what a run says it was made from */
  readonly name: string;
}

function fromFile(reference: string | undefined, options: DiscoverCommandOptions, physics: Physics): Named {
  if (reference === undefined)
    throw new InputError({ where: "discover", allowed: "which theory? A name, a file, or --family" });
  refuseBeside("a theory file", { ...physics });
  return { theory: loadTheory(reference, options), name: reference };
}

/** A theory file of no place: a run keeps its text. */
function fromFamily(
  reference: string | undefined,
  { set = {}, preset, free }: DiscoverCommandOptions,
  { family, gap = [], charge, fixed = [], tail }: Physics & { readonly family: string },
): Named {
  if (reference !== undefined)
    throw new InputError({
      where: "--family",
      found: family,
      allowed: `either a family or a theory, ${reference}`,
    });
  refuseBeside("--family", { preset, free });
  const text = physicsText({
    family,
    set,
    fixed,
    gaps: gap,
    ...(charge !== undefined && { charge }),
    ...(tail !== undefined && { tail }),
  });
  const file = `${family}.yaml`;
  return { theory: loadFrom(new TheoryFiles(file, { [file]: text }, false)), name: file };
}

/** @throws InputError for options that say what a file, a family or a run says already */
function refuseBeside(what: string, options: Readonly<Record<string, unknown>>): void {
  const clash = Object.keys(options).find((name) => options[name] !== undefined);
  if (clash !== undefined) throw new InputError({ where: `--${clash}`, allowed: `not beside ${what}` });
}

function writeTheory(theory: Theory, results: readonly SearchResult[], file: string | undefined): void {
  const content = bestFirst(results)[0]?.content;
  if (file === undefined || content === undefined) return;
  writeFileSync(file, theoryText(theory, content));
}
