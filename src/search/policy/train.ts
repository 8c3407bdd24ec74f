import { Random } from "../../math/random.js";
import { adamCorrections } from "../../optimisers/networks/adam.js";
import { BIN, BINS, origin, type PolicyState } from "./features.js";
import { type PolicyDocument, policyDocument, SpectrumPolicy } from "./policy.js";
import { drawSpectrum, type Spectrum } from "./spectra.js";

export interface TrainOptions {
  /** default 1 */
  readonly seed?: number;
  /** gradient steps, default 3000 */
  readonly steps?: number;
  /** called now and then with the mean loss of the last steps, nats */
  onStep?(step: number, loss: number): void;
}

const BATCH = 64;
const LEARNING_RATE = 2e-3;
/** Batches that the loss of the finished policy is taken over; no step has learnt from them. */
const HELD_OUT = 20;
const REPORT = 250;

/** Trains a policy on spectra of a suite: the same seed gives the same bits. @throws InputError for an unknown suite */
export function trainPolicy(
  suite: string,
  { seed = 1, steps = 3000, onStep }: TrainOptions = {},
): PolicyDocument {
  const policy = SpectrumPolicy.drawn(BATCH, Random.stream(seed, 0));
  const random = Random.stream(seed, 1);
  let sum = 0;
  for (let step = 1; step <= steps; step++) {
    const { states, bins } = drawBatch(suite, random);
    sum += policy.learn(states, bins, adamCorrections(step, LEARNING_RATE * (step > 0.7 * steps ? 0.2 : 1)));
    if (step % REPORT !== 0) continue;
    onStep?.(step, sum / REPORT);
    sum = 0;
  }
  const heldOut = Random.stream(seed, 2);
  let loss = 0;
  for (let k = 0; k < HELD_OUT; k++) {
    const { states, bins } = drawBatch(suite, heldOut);
    const found = policy.logProbabilities(states);
    for (const [row, bin] of bins.entries()) loss -= found[row * BINS + bin]! / (BATCH * HELD_OUT);
  }
  return policyDocument(policy, { suite, seed, steps, loss });
}

function drawBatch(suite: string, random: Random): { states: PolicyState[]; bins: number[] } {
  const states: PolicyState[] = [];
  const bins: number[] = [];
  while (states.length < BATCH) {
    const spectrum = drawSpectrum(suite, random);
    const next = random.integer(spectrum.operators.length);
    const state = stateBefore(spectrum, next);
    const bin = Math.floor((spectrum.operators[next]!.delta - origin(state)) / BIN + 1e-9);
    if (bin >= BINS) continue;
    states.push(state);
    bins.push(Math.max(bin, 0));
  }
  return { states, bins };
}

/** What is known before an operator of a spectrum is placed: all below it are. */
export function stateBefore({ dimension, external, local, operators }: Spectrum, next: number): PolicyState {
  const { spin } = operators[next]!;
  const placed = operators.slice(0, next);
  const scalars = placed.filter((operator) => operator.spin === 0);
  return {
    dimension,
    external,
    local,
    spin,
    below: placed.filter((operator) => operator.spin === spin).map(({ delta }) => delta),
    lowest: scalars[0]?.delta ?? null,
    bound: unitarityBound(dimension, spin),
  };
}

export const unitarityBound = (dimension: number, spin: number) =>
  spin === 0 ? dimension / 2 - 1 : spin + dimension - 2;
