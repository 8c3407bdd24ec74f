import type { RunDocument } from "../archive/run-document.js";

/** Values of the parameters that a run was given, without those that it was to find: from these it only began. */
export function givenParameters({
  theory,
  options,
}: Pick<RunDocument, "theory" | "options">): Readonly<Record<string, number>> {
  const { unknown = [] } = options as { unknown?: readonly string[] };
  return Object.fromEntries(Object.entries(theory.parameters).filter(([name]) => !unknown.includes(name)));
}
