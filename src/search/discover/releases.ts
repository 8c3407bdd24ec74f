import type { Random } from "../../math/random.js";
import type { Theory } from "../../theory/theory.js";
import { ASKED_FOR } from "../inference/criteria.js";
import { cost } from "./choose.js";
import type { Found } from "./found.js";
import { Level } from "./level.js";
import { LevelSearch, type Trial } from "./level-search.js";
import type { Proposer } from "./propose/proposer.js";

interface Release {
  readonly name: string;
  readonly theory: Theory;
  /** the operator that is free now */
  readonly freed: readonly {
    readonly channels: readonly string[];
    readonly spin: number;
    readonly delta: number;
  }[];
}

/** What may be let go: all that was given, or the charge, whose error no gap in the content shows. */
export type Released = "all" | "charge";

/**
 * What was given and may be wrong: the charge and every operator of fixed dimension below the cut are let go in turn, the content is searched for anew
 * at this cut, and those are named without which another content beats the one found, as if each were an operator more.
 */
export function* suspectInputs(
  level: Level,
  { solution }: Found,
  {
    proposer,
    random,
    released,
  }: { readonly proposer: Proposer; readonly random: Random; readonly released: Released },
): Generator<Trial, string[]> {
  const suspects: string[] = [];
  const { setting, cut, counter } = level;
  for (const { name, theory, freed } of releases(setting.theory, cut, released)) {
    const free = new Level({ ...setting, theory }, cut, counter);
    // from what is found, and from nothing: what a wrong number led to is not undone by small steps
    const starts = [[...solution.operators, ...freed], freed];
    for (const operators of starts) {
      const search = new LevelSearch(free, proposer, random);
      const found = yield* search.run([{ operators, amplitude: solution.amplitude }]);
      const better = found.flaw === null && cost(found, solution) < cost(solution, solution) - ASKED_FOR;
      if (!better) continue;
      suspects.push(name);
      break;
    }
  }
  return suspects;
}

function releases(theory: Theory, cut: number, released: Released): Release[] {
  const operators = theory.spectrum.flatMap((spec): Release[] => {
    const { channels, spin, fixedDelta: delta, name = `ℓ=${spin}` } = spec;
    if (delta === null || delta > cut) return [];
    const spectrum = theory.spectrum.filter((other) => other !== spec);
    return [
      {
        name: `Δ = ${delta} of ${name}`,
        theory: { ...theory, spectrum },
        freed: [{ channels, spin, delta }],
      },
    ];
  });
  const charge =
    theory.charge === null ? [] : [{ name: "the charge", theory: { ...theory, charge: null }, freed: [] }];
  return released === "all" ? [...charge, ...operators] : charge;
}
