import type { Random } from "../../../math/random.js";
import type { Batch } from "../agent.js";

/** One step of an agent, as it is stored. */
export interface Transition {
  readonly observation: Float32Array;
  readonly action: Float32Array;
  readonly reward: number;
  readonly nextObservation: Float32Array;
}

/** A ring of the latest transitions, one row each; memory grows with what is stored, up to `capacity` rows. */
export class ReplayBuffer {
  private rows: Float32Array;
  private added = 0;
  private readonly rowSize: number;

  constructor(
    readonly capacity: number,
    private readonly observationSize: number,
    private readonly actionSize: number,
  ) {
    this.rowSize = 2 * observationSize + actionSize + 1;
    this.rows = new Float32Array(Math.min(capacity, 1024) * this.rowSize);
  }

  get count(): number {
    return Math.min(this.added, this.capacity);
  }

  add({ observation, action, reward, nextObservation }: Transition): void {
    const start = (this.added % this.capacity) * this.rowSize;
    if (start >= this.rows.length) this.grow();
    this.rows.set(observation, start);
    this.rows.set(nextObservation, start + this.observationSize);
    this.rows.set(action, start + 2 * this.observationSize);
    this.rows[start + this.rowSize - 1] = reward;
    this.added++;
  }

  clear(): void {
    this.added = 0;
  }

  /** Fills `batch` with transitions drawn uniformly, with replacement; none of them is terminal. */
  sample(batch: Batch, random: Random): void {
    const { rows, rowSize, observationSize, actionSize } = this;
    for (let i = 0; i < batch.rewards.length; i++) {
      const start = random.integer(this.count) * rowSize;
      const next = start + observationSize;
      const action = next + observationSize;
      batch.observations.set(rows.subarray(start, next), i * observationSize);
      batch.nextObservations.set(rows.subarray(next, action), i * observationSize);
      batch.actions.set(rows.subarray(action, action + actionSize), i * actionSize);
      batch.rewards[i] = rows[start + rowSize - 1]!;
    }
  }

  save(): ReplayState {
    return { added: this.added, rows: this.rows.slice(0, this.count * this.rowSize) };
  }

  load(state: ReplayState): void {
    this.added = state.added;
    while (this.rows.length < state.rows.length) this.grow();
    this.rows.set(state.rows);
  }

  private grow(): void {
    const rows = Math.min(this.capacity, (2 * this.rows.length) / this.rowSize);
    const larger = new Float32Array(rows * this.rowSize);
    larger.set(this.rows);
    this.rows = larger;
  }
}

export interface ReplayState {
  readonly added: number;
  readonly rows: Float32Array;
}
