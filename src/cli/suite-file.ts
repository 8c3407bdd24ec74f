import { existsSync } from "node:fs";
import { join } from "node:path";
import { z } from "zod";
import { onDisk, replaceFile } from "../archive/atomic-file.js";
import type { SuiteResult } from "../benchmark/suite.js";
import { InputError } from "../errors.js";
import { makeFolder } from "../make-folder.js";
import { checkedDocument, readText } from "../theory/document.js";

const effort = z.number().nullable();
/** What is read again of a table; the rest is made anew from it. */
const schema = z.looseObject({
  schema: z.literal(1),
  suite: z.string(),
  problems: z.array(
    z.looseObject({
      problem: z.looseObject({ name: z.string() }),
      unknowns: z.int(),
      rows: z.int(),
      methods: z.array(
        z.looseObject({
          name: z.string(),
          trials: z.array(
            z.looseObject({
              seed: z.int(),
              best: z.number().nullable(),
              evaluations: effort,
              cpuSeconds: effort,
            }),
          ),
        }),
      ),
    }),
  ),
});

const fileOf = (folder: string, suite: string) => join(folder, `suite-${suite}.json`);

/**
 * The trials of a suite that a folder keeps; null where it keeps none. @throws InputError for a file that is
 * no such table
 */
export function readSuite(folder: string, suite: string): SuiteResult | null {
  const file = fileOf(folder, suite);
  if (!existsSync(file)) return null;
  return checkedDocument(parsed(readText(file), file), file, schema) as unknown as SuiteResult;
}

/** Replaces table and page of a suite. @throws InputError where the disk refuses */
export function writeSuite(folder: string, result: SuiteResult, page: string): void {
  onDisk(folder, () => makeFolder(folder));
  replaceFile(fileOf(folder, result.suite), `${JSON.stringify(result)}\n`);
  replaceFile(join(folder, `suite-${result.suite}.md`), `${page}\n`);
}

function parsed(text: string, file: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw new InputError({
      where: file,
      allowed: "is cut short or damaged: remove it, or choose another folder",
    });
  }
}
