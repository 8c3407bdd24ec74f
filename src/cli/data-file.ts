import { statSync } from "node:fs";
import { z } from "zod";
import { findRun } from "../archive/run-lookup.js";
import { InputError } from "../errors.js";
import { checkedDocument, parsedYaml, readText, shownPath } from "../theory/document.js";

const number = z.number({ error: "must be a finite number" });
const spin = { error: "must be a whole number of at least 0" };
const operator = z.strictObject(
  {
    channel: z.string({ error: "must be the name of a channel" }).exactOptional(),
    spin: z.int(spin).nonnegative(spin),
    delta: number,
    ope2: number,
  },
  keys("channel (where there are several), spin, delta, ope2"),
);
const dataSchema = z.strictObject(
  {
    operators: z
      .array(operator, { error: "must be a list of operators" })
      .min(1, { error: "must hold at least one operator; the identity is always there" }),
  },
  keys("operators"),
);

function keys(names: string): { error: z.core.$ZodErrorMap } {
  return {
    error: ({ code }) =>
      code === "unrecognized_keys"
        ? `unknown key; the keys here are ${names}`
        : `must be a mapping with the keys ${names}`,
  };
}

export type OperatorData = z.infer<typeof dataSchema>["operators"];

/**
 * CFT data from a JSON or YAML file `{operators: [{channel?, spin, delta, ope2}]}` without the identity, or from a run.
 * @throws {InputError} naming file and field
 */
export async function readOperatorData(fileOrRun: string, out: string): Promise<OperatorData> {
  const found = statSync(fileOrRun, { throwIfNoEntry: false });
  if (found === undefined || found.isDirectory()) return dataOfRun(fileOrRun, out);
  const where = shownPath(fileOrRun);
  const content = parsedYaml(readText(fileOrRun), where);
  if (typeof content === "object" && content !== null && "kind" in content) return dataOfRun(fileOrRun, out);
  return checkedDocument(content, where, dataSchema).operators;
}

function dataOfRun(reference: string, out: string): OperatorData {
  const { document, path } = findRun(reference, out);
  if (document.result === null) {
    throw new InputError({ where: path, allowed: "this run has no result yet" });
  }
  return document.result.operators.map(({ channel, spin, delta, ope2 }) => ({
    channel,
    spin,
    delta: delta.value,
    ope2: ope2.value,
  }));
}
