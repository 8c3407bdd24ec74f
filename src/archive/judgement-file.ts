import { existsSync } from "node:fs";
import { join } from "node:path";
import { z } from "zod";
import type { Judgement } from "../bounds/judge/judge.js";
import { InputError } from "../errors.js";
import type { SearchResult } from "../search/result.js";
import { quantityName } from "../theory/quantities.js";
import { replaceFile } from "./atomic-file.js";
import { readText } from "./run-file.js";
import { runFiles } from "./run-files.js";

const mark = { kind: "crossing-judgement", schema: 1 } as const;

const row = z.looseObject({
  quantity: z.string(),
  spin: z.int().nonnegative(),
  value: z.number(),
  error: z.number(),
  interval95: z.tuple([z.number(), z.number()]),
  status: z.enum(["proved", "infeasible", "unbounded", "not-proved"]),
  lower: z.number().nullable(),
  upper: z.number().nullable(),
  verdict: z.enum(["inside", "bars", "outside"]).nullable(),
  widthOverBar: z.number().nullable(),
  conditional: z.boolean(),
  cpuSeconds: z.number(),
});

const schema = z.looseObject({
  kind: z.literal(mark.kind),
  schema: z.literal(mark.schema),
  theory: z.string(),
  parameters: z.record(z.string(), z.number()),
  lambda: z.int(),
  digits: z.int(),
  assume: z.enum(["given", "isolated"]),
  assumptions: z.array(z.string()),
  contradicted: z.boolean(),
  complete: z.boolean(),
  rows: z.array(row),
  notJudged: z.array(z.string()),
});

/** Writes a judgement into the folder of its run, over an older one of the same assumptions. @throws InputError where the disk refuses */
export function writeJudgement(path: string, judgement: Judgement): string {
  const file = join(path, runFiles.judgement[judgement.assume]);
  replaceFile(file, `${JSON.stringify({ ...mark, ...judgement }, null, 1)}\n`);
  return file;
}

/**
 * The judgements in the folder of a run, as far as they are about its numbers.
 *
 * @throws InputError for a damaged file
 */
export function readJudgements(path: string, { operators }: Pick<SearchResult, "operators">): Judgement[] {
  const values = new Map(
    operators.flatMap((operator, index) =>
      (["delta", "ope2"] as const).map((which) => [
        quantityName(operators, { index, which }),
        operator[which].value,
      ]),
    ),
  );
  return Object.values(runFiles.judgement).flatMap((name) => {
    const file = join(path, name);
    if (!existsSync(file)) return [];
    const judgement = parsed(file);
    const current = judgement.rows.every(({ quantity, value }) => values.get(quantity) === value);
    return current ? [judgement] : [];
  });
}

function parsed(file: string): Judgement {
  const text = readText(file);
  let content: unknown;
  try {
    content = JSON.parse(text);
  } catch {
    const allowed = `not a whole JSON document (${text.length} characters): the file is cut short or damaged`;
    throw new InputError({ where: file, allowed });
  }
  const { data, error } = schema.safeParse(content);
  if (data) return data;
  const issue = error.issues[0]!;
  throw new InputError({ where: file, field: z.core.toDotPath(issue.path), allowed: issue.message });
}
