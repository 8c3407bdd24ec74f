// The searches that error bars are calibrated on: theories with exact data, of what kind, how searched.
import { readdirSync } from "node:fs";
import { basename } from "node:path";
import { fileURLToPath } from "node:url";

export interface Case {
  readonly id: string;
  readonly kind: string;
  readonly set: Readonly<Record<string, number>>;
  readonly free?: true;
  /** absent: where the ladder ends by itself */
  readonly rungs?: number;
  /**
   * default least-squares, the cheapest; systems with many operators need the better proposals of the default
   */
  readonly optimiser?: "hybrid";
  /** default 1 alone */
  readonly seeds?: readonly number[];
}

const system = { optimiser: "hybrid", seeds: [1, 2] } as const;
/**
 * Theories that no constant was chosen on: `theories` were written before the rule, `cases` are those that
 * the last one failed on.
 */
const unseen = new URL("../calibration/", import.meta.url);

/**
 * Kinds of the theories under test/calibration, by the beginning of their names; what is wrong on purpose is
 * no theory.
 */
const kinds: readonly (readonly [start: string, kind: string])[] = [
  ["m53", "non-unitary"],
  ["m72", "non-unitary"],
  ["m74", "non-unitary"],
  ["m83", "non-unitary"],
  ["m73", "non-unitary"],
  ["m75", "non-unitary"],
  ["m94", "non-unitary"],
  ["m95", "non-unitary"],
  ["m117", "non-unitary"],
  ["m103", "non-unitary"],
  ["m107", "non-unitary"],
  ["m113", "non-unitary"],
  ["m116", "non-unitary"],
  ["m135", "non-unitary"],
  ["m85", "non-unitary"],
  ["m97", "non-unitary"],
  ["m6", "unitary minimal models, unseen"],
  ["m7", "unitary minimal models, unseen"],
  ["m8", "unitary minimal models, unseen"],
  ["m9", "unitary minimal models, unseen"],
  ["m10", "unitary minimal models, unseen"],
  ["m11", "unitary minimal models, unseen"],
  ["m12", "unitary minimal models, unseen"],
  ["generalised-minimal", "unitary minimal models, unseen"],
  ["generalised-free", "generalised free fields, unseen"],
  ["gff-user", "generalised free fields, unseen"],
  ["potts", "charged, unseen"],
  ["charged", "charged, unseen"],
  ["z3", "charged, unseen"],
  ["z4", "charged, unseen"],
  ["z5", "charged, unseen"],
  ["z6", "charged, unseen"],
  ["z7", "charged, unseen"],
  ["vertex-x", "charged, unseen"],
  ["su2", "charged, unseen"],
  ["root", "products and free fields, unseen"],
  ["fermions", "products and free fields, unseen"],
  ["ising-sigma-x", "products and free fields, unseen"],
  ["ising-x", "products and free fields, unseen"],
  ["ising-", "wrong inputs"],
];

function unseenCases(folder: string): Case[] {
  const files = readdirSync(new URL(folder, unseen)).filter((name) => name.endsWith(".yaml"));
  return files.map((name) => {
    const wrong = name.includes("wrong");
    const kind = kinds.find(([start]) => name.startsWith(start))?.[1] ?? "other";
    return {
      id: fileURLToPath(new URL(`${folder}${name}`, unseen)),
      kind: wrong ? "wrong inputs" : name.includes("--free") ? "--free" : kind,
      set: {},
      ...(name.includes("--free") && { free: true as const }),
      optimiser: "hybrid",
    };
  });
}

const minimal = "unitary minimal models";
export const cases: readonly Case[] = [
  ...[2, 3, 4, 5, 7].map((rungs) => ({ id: "ising-2d", kind: minimal, set: {}, rungs })),
  ...[2, 3, 4].map((rungs) => ({ id: "ising-2d-epsilon", kind: minimal, set: {}, rungs })),
  { id: "ising-2d-mixed", kind: "mixed minimal models", set: {}, rungs: 2, ...system },
  ...Array.from({ length: 20 }, (_, i) => Number((0.08 + 0.06 * i).toFixed(2))).flatMap((delta) =>
    [2, 3, 4].map((rungs) => ({ id: "gff-2d", kind: "generalised free fields", set: { delta }, rungs })),
  ),
  ...[2, 3].map((rungs) => ({ id: "tricritical-epsilon", kind: minimal, set: {}, rungs })),
  ...["tricritical-epsilon-prime", "tricritical-sigma", "tricritical-sigma-prime"].map((id) => ({
    id,
    kind: minimal,
    set: {},
  })),
  ...[2, 3, 4].map((rungs) => ({ id: "yang-lee", kind: "non-unitary", set: {}, rungs })),
  ...[2, 3, 4, 5].map((rungs) => ({
    id: "tricritical-joint",
    kind: "mixed minimal models",
    set: {},
    rungs,
    ...system,
  })),
  ...Array.from({ length: 10 }, (_, i) => Number((0.05 + 0.05 * i).toFixed(2))).flatMap((d) =>
    [2, 3].map((rungs) => ({ id: "compact-boson", kind: "compact boson", set: { d }, rungs })),
  ),
  ...["ising-2d", "tricritical-epsilon", "yang-lee"].map((id) => ({
    id,
    kind: "--free",
    set: {},
    free: true as const,
  })),
  ...unseenCases("theories/"),
  ...unseenCases("cases/"),
];

export function nameOf(id: string): string {
  return basename(id, ".yaml");
}
