import type { Proposer } from "./proposer.js";
import { places } from "./scan.js";

/** As many as a scan proposes of a level's kinds, on the average. */
const PROPOSALS = 8;

/** Kinds and places at random: what every other proposer has to beat. */
export const uniform: Proposer = {
  propose(level, held, random) {
    return Array.from({ length: PROPOSALS }, () => {
      const kind = level.kinds[random.integer(level.kinds.length)]!;
      const free = places(level, held, kind);
      return free.map((delta) => ({ ...kind, delta }))[random.integer(Math.max(free.length, 1))];
    }).filter((proposal) => proposal !== undefined);
  },
};
