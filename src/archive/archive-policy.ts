import { createHash } from "node:crypto";
import { join } from "node:path";
import { InputError } from "../errors.js";
import type { MemoryDocument, MemoryEntry } from "../search/policy/memory.js";
import { knowsStressTensor, ownExternals } from "../search/policy/places.js";
import { unitarityBound } from "../search/policy/train.js";
import { familyOf } from "../theory/family-of.js";
import { onDisk, replaceFile } from "./atomic-file.js";
import type { RunDocument } from "./run-document.js";
import { listSummaries } from "./run-listing.js";
import { readRun } from "./run-lookup.js";
import { bestOfEach } from "./run-selection.js";
import { theoryOfRun } from "./run-theory.js";

/**
 * Writes what the runs under `out` found as a policy: of each theory, parameters, preset and objective the
 * best finished run. The file lies beside the runs under the hash of its contents, so that a search that
 * names it can be resumed and replayed whatever is found later.
 *
 * @returns its path
 * @throws InputError where there is nothing to learn from
 */
export function writeArchivePolicy(out: string): string {
  const { runs } = listSummaries(out);
  const finished = runs.filter(({ state }) => state === "complete");
  const memory = bestOfEach(finished)
    .map(({ path }) => readRun(path).document)
    .sort((a, b) => (a.id < b.id ? -1 : 1))
    .flatMap(entriesOf);
  if (memory.length === 0)
    throw new InputError({
      where: "--policy archive",
      found: out,
      allowed: "holds no finished run of a theory whose family says in how many dimensions it lives",
    });
  const document: MemoryDocument = { kind: "crossing-policy", schema: 1, suite: "archive", memory };
  const text = `${JSON.stringify(document)}\n`;
  const path = join(out, `policy-${createHash("sha256").update(text).digest("hex").slice(0, 16)}.json`);
  onDisk(path, () => replaceFile(path, text));
  return path;
}

/**
 * The operators of a run's best solution, channel by channel, each with those placed below it; of several
 * externals once for each.
 */
function entriesOf(document: RunDocument): MemoryEntry[] {
  const { result } = document;
  const theory = theoryOfRun(document);
  const { dimension } = familyOf(theory);
  if (result === null || dimension === null) return [];
  const lines = result.operators.map(({ channel, spin, delta }) => ({ channel, spin, delta: delta.value }));
  const placed = lines.sort((a, b) => a.delta - b.delta);
  return placed.flatMap(({ channel, spin, delta }, k) => {
    const before = placed.slice(0, k).filter((other) => other.channel === channel);
    const known = {
      dimension,
      local: knowsStressTensor(theory),
      spin,
      below: before.filter((other) => other.spin === spin).map((other) => other.delta),
      lowest: before.find((other) => other.spin === 0)?.delta ?? null,
      bound: unitarityBound(dimension, spin),
      delta,
    };
    return ownExternals(theory, [channel]).map(([, external]) => ({ ...known, external }));
  });
}
