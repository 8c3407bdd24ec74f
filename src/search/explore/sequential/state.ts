import type { EpisodeLearnerState } from "../../../optimisers/agents/schedules/episodes.js";

/** What an explorer by sequential construction keeps beside what other explorers do. */
export interface SequentialState {
  readonly learner: EpisodeLearnerState;
  readonly episodes: number;
  /** lowest objective so far */
  readonly best: number;
  readonly random: readonly number[];
}
