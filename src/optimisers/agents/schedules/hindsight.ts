import type { Random } from "../../../math/random.js";
import { type AgentSizes, type Batch, emptyBatch } from "../agent.js";
import type { PlaceMemory } from "./place-memory.js";
import type { ShapedWindow } from "./shaped-window.js";

/**
 * Batches for descents. Any two remembered places a window apart make a transition: from the observation at the
 * first, the action that leads to the second earns the decades of ‖r‖ gained on the way, ½ log₁₀(objective of the first /
 * of the second). So no evaluation is wasted when centre and window move, and the networks learn how the observed
 * residuals point downhill (hindsight relabelling in the spirit of arXiv:1707.01495). Observations and rewards are brought
 * to unit size by running mean squares.
 */
export class HindsightBatch {
  readonly batch: Batch;
  private observationSquare = 0;
  private rewardSquare = 0;
  private readonly query: Float32Array;

  constructor(
    private readonly rows: number,
    private readonly sizes: AgentSizes,
  ) {
    this.query = new Float32Array(sizes.observationSize);
    this.batch = emptyBatch(rows, sizes);
  }

  /** The observation at unit size, as the networks know it; valid until the next call. */
  scaled(observation: Float32Array): Float32Array {
    const scale = inverseRoot(this.observationSquare);
    for (let i = 0; i < observation.length; i++) this.query[i] = scale * observation[i]!;
    return this.query;
  }

  /** Fills `batch`; false where the window holds too few of the remembered places. */
  draw(memory: PlaceMemory, window: ShapedWindow, centre: Centre, random: Random): boolean {
    const { rows } = this;
    if (memory.count < rows) return false;
    let row = 0;
    for (let tries = 8 * rows; row < rows && tries > 0; tries--) {
      if (this.drawRow(row, memory, window, centre, random)) row++;
    }
    if (row < rows) return false;
    this.normalise();
    return true;
  }

  private drawRow(
    row: number,
    memory: PlaceMemory,
    window: ShapedWindow,
    centre: Centre,
    random: Random,
  ): boolean {
    const { observationSize, actionSize } = this.sizes;
    const target = recent(memory, random);
    const fromCentre = random.uniform() < CENTRE_FRACTION;
    const base = fromCentre ? -1 : bestOf(memory, random);
    const basePlace = fromCentre ? window.centre : memory.place(base);
    const { batch } = this;
    const largest = window.action(basePlace, memory.place(target), batch.actions, row * actionSize);
    if (!(largest <= REACH && largest > 0)) return false;
    batch.observations.set(fromCentre ? centre.observation : memory.observation(base), row * observationSize);
    batch.nextObservations.set(memory.observation(target), row * observationSize);
    batch.rewards[row] = memory.reward(target) - (fromCentre ? centre.reward : memory.reward(base));
    return true;
  }

  private normalise(): void {
    const { observations, nextObservations, rewards } = this.batch;
    this.observationSquare = smoothed(this.observationSquare, meanSquare(observations));
    this.rewardSquare = smoothed(this.rewardSquare, meanSquare(rewards));
    const scale = inverseRoot(this.observationSquare);
    for (let i = 0; i < observations.length; i++) {
      observations[i]! *= scale;
      nextObservations[i]! *= scale;
    }
    const rewardScale = inverseRoot(this.rewardSquare);
    for (let i = 0; i < rewards.length; i++)
      rewards[i] = Math.min(Math.max(rewards[i]! * rewardScale, -REWARD_LIMIT), REWARD_LIMIT);
  }

  save(): HindsightState {
    return { observationSquare: this.observationSquare, rewardSquare: this.rewardSquare };
  }

  load(state: HindsightState): void {
    this.observationSquare = state.observationSquare;
    this.rewardSquare = state.rewardSquare;
  }
}

/** The window's centre: what was observed there, and its reward −½ log₁₀ objective. */
export interface Centre {
  readonly observation: Float32Array;
  readonly reward: number;
}

export interface HindsightState {
  readonly observationSquare: number;
  readonly rewardSquare: number;
}

/** Transitions that begin at the centre, where the policy will be asked; the rest begin at other good places. */
const CENTRE_FRACTION = 0.5;
const REWARD_LIMIT = 4;
/** Largest action entry learnt from: beyond the policy's ±1, since places about the previous centres still teach the critics. */
const REACH = 2;

/** A slot, drawn more often the later it was filled (as the square of a uniform number): the window moves on. */
function recent(memory: PlaceMemory, random: Random): number {
  const u = random.uniform();
  return memory.latest(Math.floor(u * u * memory.count));
}

/** The best of four remembered places. */
function bestOf(memory: PlaceMemory, random: Random): number {
  let best = recent(memory, random);
  for (let i = 1; i < 4; i++) {
    const other = recent(memory, random);
    if (memory.reward(other) > memory.reward(best)) best = other;
  }
  return best;
}

function smoothed(old: number, value: number): number {
  return old === 0 ? value : old + 0.05 * (value - old);
}

function inverseRoot(square: number): number {
  return square > 0 ? 1 / Math.sqrt(square) : 1;
}

function meanSquare(values: Float32Array): number {
  let sum = 0;
  for (let i = 0; i < values.length; i++) sum += values[i]! * values[i]!;
  return sum / values.length;
}
