import type { Random } from "../../math/random.js";
import type { Theory } from "../../theory/theory.js";
import { ASKED_FOR, SUSPECT } from "../inference/criteria.js";
import { temperedDifference } from "../inference/tempered-evidence.js";
import { cost } from "./choose.js";
import type { Step } from "./found.js";
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
 * What was given and may be wrong: the charge and every operator of fixed dimension below the cut are let go
 * in turn, the content is searched for anew at this cut, and those are named without which another content
 * beats the one found, as if each were an operator more. Where the steps contradict each other, see {@link
 * contradiction}, this is done on the step that does. What is let go beside the culprit may make up for part
 * of what is wrong.
 *
 * @param found the result's step
 * @param visited all steps, ascending
 * @param levelAt the level of a cut
 * @returns names, the likeliest first
 */
export function* suspectInputs(
  found: Step,
  visited: readonly Step[],
  levelAt: (cut: number) => Level,
  {
    proposer,
    random,
    released,
  }: { readonly proposer: Proposer; readonly random: Random; readonly released: Released },
): Generator<Trial, string[]> {
  const suspects: { readonly name: string; readonly gain: number }[] = [];
  const { setting } = levelAt(found.cut);
  const broken = contradiction(visited);
  const highest = Math.max(found.cut, broken?.cut ?? 0);
  for (const { name, theory, freed } of releases(setting.theory, highest, released)) {
    const { cut, solution } = broken ?? found;
    const level = levelAt(cut);
    const free = new Level({ ...level.setting, theory }, cut, level.counter);
    // from what is found, and from nothing: what a wrong number led to is not undone by small steps
    const starts = [[...solution.operators, ...freed], freed];
    for (const operators of starts) {
      const search = new LevelSearch(free, proposer, random);
      const other = yield* search.run([{ operators, amplitude: solution.amplitude }]);
      const gain = cost(solution, solution) - cost(other, solution);
      if (other.flaw !== null || gain <= ASKED_FOR) continue;
      suspects.push({ name, gain });
      break;
    }
  }
  return suspects.sort((a, b) => b.gain - a.gain).map(({ name }) => name);
}

/**
 * The first step that is worse than the one below by more than the steps of one theory ever are: what was
 * given does not belong to one theory. Over nine right theories of the calibration that no rule had seen
 * steps rise by up to 7.0.
 */
export const contradiction = (visited: readonly Step[]): Step | null =>
  visited.find(
    ({ solution }, k) => k > 0 && temperedDifference(solution, visited[k - 1]!.solution) > SUSPECT,
  ) ?? null;

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
