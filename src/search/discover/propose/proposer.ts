import type { Random } from "../../../math/random.js";
import type { Kind } from "../kinds.js";
import type { Level, Solution } from "../level.js";

/** An operator that a content may lack. */
export interface Proposal extends Kind {
  readonly delta: number;
}

/** Says where one more operator may stand: whoever proposes, what comes of it is polished and judged alike. */
export interface Proposer {
  /** the most promising first */
  propose(level: Level, held: Solution, random: Random): readonly Proposal[];
}
