import type { Random } from "../../../math/random.js";
import type { AgentSizes, Batch } from "../agent.js";

/** One step of an episode, as it is stored. */
export interface EpisodeTransition {
  readonly observation: Float32Array;
  readonly action: Float32Array;
  readonly reward: number;
  readonly nextObservation: Float32Array;
  readonly ended: boolean;
}

/** A ring of the latest steps of episodes, one row each: both observations, action, reward, and 1 where the episode ended. */
export class EpisodeMemory {
  private readonly rows: Float32Array;
  private readonly rowSize: number;
  private added = 0;

  constructor(
    private readonly capacity: number,
    private readonly sizes: AgentSizes,
  ) {
    this.rowSize = 2 * sizes.observationSize + sizes.actionSize + 2;
    this.rows = new Float32Array(capacity * this.rowSize);
  }

  get count(): number {
    return Math.min(this.added, this.capacity);
  }

  add({ observation, action, reward, nextObservation, ended }: EpisodeTransition): void {
    const start = (this.added % this.capacity) * this.rowSize;
    this.rows.set(observation, start);
    this.rows.set(nextObservation, start + observation.length);
    this.rows.set(action, start + 2 * observation.length);
    this.rows[start + this.rowSize - 2] = reward;
    this.rows[start + this.rowSize - 1] = ended ? 1 : 0;
    this.added++;
  }

  /** Fills `batch` with steps drawn uniformly, with replacement. */
  sample(batch: Batch, random: Random): void {
    const { rows, rowSize } = this;
    const { observationSize, actionSize } = this.sizes;
    for (let i = 0; i < batch.rewards.length; i++) {
      const start = random.integer(this.count) * rowSize;
      const next = start + observationSize;
      const action = next + observationSize;
      batch.observations.set(rows.subarray(start, next), i * observationSize);
      batch.nextObservations.set(rows.subarray(next, action), i * observationSize);
      batch.actions.set(rows.subarray(action, action + actionSize), i * actionSize);
      batch.rewards[i] = rows[start + rowSize - 2]!;
      batch.terminals[i] = rows[start + rowSize - 1]!;
    }
  }

  save(): EpisodeMemoryState {
    return { added: this.added, rows: this.rows.slice(0, this.count * this.rowSize) };
  }

  load({ added, rows }: EpisodeMemoryState): void {
    this.added = added;
    this.rows.set(rows);
  }
}

export interface EpisodeMemoryState {
  readonly added: number;
  readonly rows: Float32Array;
}
