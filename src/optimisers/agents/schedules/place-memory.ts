/** A ring of the latest places with what was seen there; the oldest is overwritten. */
export class PlaceMemory {
  private readonly places: Float64Array;
  private readonly observations: Float32Array;
  private readonly rewards: Float64Array;
  /** places ever added since the last clear */
  private added = 0;

  constructor(
    readonly capacity: number,
    private readonly unknowns: number,
    private readonly observationSize: number,
  ) {
    this.places = new Float64Array(capacity * unknowns);
    this.observations = new Float32Array(capacity * observationSize);
    this.rewards = new Float64Array(capacity);
  }

  get count(): number {
    return Math.min(this.added, this.capacity);
  }

  add(place: Float64Array, observation: Float32Array, reward: number): void {
    const slot = this.added % this.capacity;
    this.places.set(place, slot * this.unknowns);
    this.observations.set(observation, slot * this.observationSize);
    this.rewards[slot] = reward;
    this.added++;
  }

  /** Slot of the place added `age` places ago, 0 for the last one. */
  latest(age: number): number {
    return (this.added - 1 - age) % this.capacity;
  }

  clear(): void {
    this.added = 0;
  }

  place(slot: number): Float64Array {
    return this.places.subarray(slot * this.unknowns, (slot + 1) * this.unknowns);
  }

  observation(slot: number): Float32Array {
    return this.observations.subarray(slot * this.observationSize, (slot + 1) * this.observationSize);
  }

  reward(slot: number): number {
    return this.rewards[slot]!;
  }

  save(): PlaceMemoryState {
    const { count, unknowns, observationSize } = this;
    return {
      added: this.added,
      places: this.places.slice(0, count * unknowns),
      observations: this.observations.slice(0, count * observationSize),
      rewards: this.rewards.slice(0, count),
    };
  }

  load(state: PlaceMemoryState): void {
    this.added = state.added;
    this.places.set(state.places);
    this.observations.set(state.observations);
    this.rewards.set(state.rewards);
  }
}

export interface PlaceMemoryState {
  readonly added: number;
  readonly places: Float64Array;
  readonly observations: Float32Array;
  readonly rewards: Float64Array;
}
