import { readdirSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { loadFrom, loadTheory } from "../../src/theory/load.js";
import type { Theory } from "../../src/theory/theory.js";
import { TheoryFiles } from "../../src/theory/theory-files.js";

/** A theory whose content is searched for. */
export interface Case {
  readonly id: string;
  readonly set?: Readonly<Record<string, number>>;
  readonly free?: true;
  /** changes of the file's text that make a wrong input, or another theory, of it */
  readonly change?: readonly (readonly [from: string, to: string])[];
  readonly seeds?: readonly number[];
  /** exact data are those of another theory */
  readonly wrong?: true;
  /** no search with the ladder of the file beside it */
  readonly alone?: true;
}

type Cases = Readonly<Record<string, Case>>;

const upTo = (count: number) => Array.from({ length: count }, (_, k) => k + 1);

/** Shipped theories, on which the rules were chosen. */
export const shipped: Cases = {
  "ising-2d": { id: "ising-2d", seeds: upTo(10) },
  "ising-2d-epsilon": { id: "ising-2d-epsilon", seeds: upTo(10) },
  "ising-3d": { id: "ising-3d", seeds: upTo(10) },
  "ising-3d --free": { id: "ising-3d", free: true },
  "tricritical-epsilon": { id: "tricritical-epsilon", seeds: upTo(3) },
  "tricritical-sigma": { id: "tricritical-sigma" },
  "gff-2d": { id: "gff-2d" },
  "gff-2d at 0.4": { id: "gff-2d", set: { delta: 0.4 } },
  gff: { id: "gff" },
  "yang-lee": { id: "yang-lee" },
  "compact-boson": { id: "compact-boson", seeds: upTo(3) },
  "compact-boson-cos": { id: "compact-boson-cos" },
  "ising-2d, Δσ = 0.13": { id: "ising-2d", change: [['"1/8"', "0.13"]] },
  "ising-2d, Δσ = 0.12": { id: "ising-2d", change: [['"1/8"', "0.12"]] },
  "ising-2d, J4 at 4.2": { id: "ising-2d", change: [["delta: 4, conserved: true", "delta: 4.2"]] },
  "ising-2d, c = 0.55": { id: "ising-2d", set: { c: 0.55 }, wrong: true },
};

/**
 * Those of the second set of the calibration, by the beginnings of their names, see
 * `test/calibration/README.md`.
 */
const SECOND = [
  "m98-",
  "m109-",
  "m73-",
  "m75-",
  "m94-",
  "m95-",
  "m117-",
  "generalised-minimal-0p16",
  "generalised-minimal-0p34",
  "generalised-free-0p15",
  "generalised-free-0p62",
  "z6-",
  "charged-generalised-free-0p22",
];

function calibration(second: boolean): Cases {
  const folder = new URL("../calibration/theories/", import.meta.url);
  const names = readdirSync(folder)
    .filter((file) => file.endsWith(".yaml"))
    .map((file) => file.replace(".yaml", ""))
    .filter((name) => SECOND.some((start) => name.startsWith(start)) === second);
  return Object.fromEntries(
    names.map((name) => [
      name,
      {
        id: fileURLToPath(new URL(`${name}.yaml`, folder)),
        alone: true,
        ...(name.endsWith("--free") && { free: true as const }),
        ...(name.includes("wrong") && { wrong: true as const }),
      },
    ]),
  );
}

const fields = (dimensions: readonly (readonly [d: number, delta: number])[]): Cases =>
  Object.fromEntries(
    dimensions.map(([d, delta]) => [
      `gff at d = ${d}, Δ = ${delta}`,
      { id: "gff", set: { d, delta }, free: true, alone: true },
    ]),
  );

const bosons = (radii: readonly number[]): Cases =>
  Object.fromEntries(
    radii.map((d) => [`compact-boson at ${d}`, { id: "compact-boson", set: { d }, alone: true }]),
  );

/** Theories that no rule had seen. */
export const unseen: Readonly<Record<"first" | "second", Cases>> = {
  first: {
    ...calibration(false),
    ...fields([
      [2.5, 0.6],
      [3, 0.8],
      [3.5, 1.1],
      [4, 1.3],
    ]),
    ...bosons([0.15, 0.4]),
  },
  second: {
    ...calibration(true),
    ...fields([
      [2.5, 0.9],
      [3, 1.2],
      [3.5, 0.9],
      [4, 1.7],
    ]),
    ...bosons([0.1, 0.6]),
  },
};

/** @param discover without partition, or with the one of the file */
export function load({ id, set, free, change }: Case, discover: boolean): Theory {
  const options = { ...(set && { set }), ...(free && { free }), ...(discover && { discover }) };
  const theory = loadTheory(id, options);
  if (!change) return theory;
  const name = "theory.yaml";
  let text = theory.texts[name]!;
  for (const [from, to] of change) {
    if (!text.includes(from)) throw new Error(`${id}: no ${from}`);
    text = text.replace(from, to);
  }
  return loadFrom(new TheoryFiles(name, { [name]: text }, false), options);
}
