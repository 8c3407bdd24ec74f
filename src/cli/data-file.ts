import { readFileSync, statSync } from "node:fs";
import { z } from "zod";
import { onDisk } from "../archive/atomic-file.js";
import { findRun } from "../archive/run-lookup.js";
import { InputError } from "../errors.js";

const dataSchema = z.strictObject({
  operators: z.array(
    z.strictObject({
      channel: z.string().exactOptional(),
      spin: z.int().nonnegative(),
      delta: z.number(),
      ope2: z.number(),
    }),
  ),
});

export type OperatorData = z.infer<typeof dataSchema>["operators"];

/**
 * CFT data from a JSON or YAML file `{operators: [{channel?, spin, delta, ope2}]}` without the identity, or from a run.
 * @throws {InputError} naming file and field
 */
export async function readOperatorData(fileOrRun: string, out: string): Promise<OperatorData> {
  if (!statSync(fileOrRun, { throwIfNoEntry: false })?.isFile()) return dataOfRun(fileOrRun, out);
  const text = onDisk(fileOrRun, () => readFileSync(fileOrRun, "utf8"));
  const content = await parseYaml(text, fileOrRun);
  if (typeof content === "object" && content !== null && "kind" in content) return dataOfRun(fileOrRun, out);
  const outcome = dataSchema.safeParse(content);
  if (outcome.success) return outcome.data.operators;
  const issue = outcome.error.issues[0]!;
  throw new InputError({
    where: fileOrRun,
    ...(issue.path.length > 0 && { field: z.core.toDotPath(issue.path) }),
    allowed: `${issue.message}; expected {operators: [{channel?, spin, delta, ope2}]} with numbers`,
  });
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

/** JSON is YAML, so one parser does. */
async function parseYaml(text: string, file: string): Promise<unknown> {
  const { parseDocument } = await import("yaml");
  const document = parseDocument(text, { prettyErrors: true });
  const [error] = document.errors;
  if (error === undefined) return document.toJS();
  const line = error.linePos?.[0].line;
  throw new InputError({
    where: line === undefined ? file : `${file}:${line}`,
    allowed: `neither JSON nor YAML: ${error.message.split("\n")[0]!.replace(/ at line.*/, "")}`,
  });
}
