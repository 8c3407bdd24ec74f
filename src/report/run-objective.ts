import type { RunDocument } from "../archive/run-document.js";
import { theoryOfRun } from "../archive/run-theory.js";
import type { ObjectiveName } from "../search/result.js";

/** What a run lowers, also before it has a result: as asked for, else as its theory file says. */
export function objectiveOf(document: RunDocument): ObjectiveName {
  const { objective } = document.options;
  return (
    document.result?.objective ?? (objective as ObjectiveName | undefined) ?? theoryOfRun(document).objective
  );
}
