/**
 * What an agent acts in where one action follows another: an episode begins at the same observation, every action earns a reward, and the
 * sum of the rewards is what counts.
 */
export interface EpisodicEnvironment {
  readonly observationSize: number;
  readonly actionSize: number;
  /** Begins an episode; writes the first observation [observationSize], of order one. */
  begin(observation: Float32Array): void;
  /** Takes an action [actionSize] in [−1, 1] and writes the observation after it. */
  step(action: Float32Array, observation: Float32Array): EpisodeStep;
}

export interface EpisodeStep {
  readonly reward: number;
  /** whether the episode ended with it */
  readonly ended: boolean;
}
