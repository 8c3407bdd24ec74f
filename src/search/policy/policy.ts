import { InputError } from "../../errors.js";
import { exp, log } from "../../math/elementary.js";
import type { Random } from "../../math/random.js";
import type { AdamCorrections } from "../../optimisers/networks/adam.js";
import type { Network, NetworkBackend, Pass } from "../../optimisers/networks/backend.js";
import { drawWeights, type NetworkDesign, weightCount } from "../../optimisers/networks/design.js";
import { createWasmBackend } from "../../optimisers/networks/wasm/backend.js";
import { BIN, BINS, FEATURES, origin, type PolicyState, writeFeatures } from "./features.js";
import { isMemory, MemoryPolicy } from "./memory.js";

const design: NetworkDesign = {
  observationSize: FEATURES,
  actionSize: 0,
  width: 64,
  layerNorm: true,
  head: { outputs: BINS },
};

/** What a policy was trained on and how well it does there. */
export interface PolicyOrigin {
  readonly suite: string;
  readonly seed: number;
  readonly steps: number;
  /** mean −ln probability of the bin of an operator it was not trained on, nats; uniform is ln {@link BINS} */
  readonly loss: number;
}

/** A policy as a file has it. */
export interface PolicyDocument extends PolicyOrigin {
  readonly kind: "crossing-policy";
  readonly schema: 1;
  /** single precision, little endian, base 64 */
  readonly weights: string;
}

/**
 * Where the next operator lies, given what is known of the theory and of the operators below it: a network gives the probabilities of bins
 * of the gap above the last operator of its spin, or above the unitarity bound.
 */
export class SpectrumPolicy {
  private readonly backend: NetworkBackend;
  private readonly network: Network;
  private readonly passes = new Map<number, Pass>();
  private readonly inputs = new Map<number, ReturnType<NetworkBackend["matrix"]>>();

  /** @param rows most states that are looked at together */
  constructor(rows: number, weights: Float32Array) {
    this.backend = createWasmBackend({
      rows,
      observationSize: FEATURES,
      actionSize: 0,
      width: 64,
      outputs: BINS,
    });
    this.network = this.backend.network(design, true);
    this.network.copy("weights", weights, "in");
  }

  static drawn(rows: number, random: Random): SpectrumPolicy {
    const weights = new Float32Array(weightCount(design));
    drawWeights(design, random, weights);
    return new SpectrumPolicy(rows, weights);
  }

  get weights(): Float32Array {
    const weights = new Float32Array(weightCount(design));
    this.network.copy("weights", weights, "out");
    return weights;
  }

  /** ln probabilities [states × {@link BINS}]; a multiple of 4 states. */
  logProbabilities(states: readonly PolicyState[]): Float64Array {
    const { features, pass, input } = this.room(states.length);
    for (const [k, state] of states.entries())
      writeFeatures(state, features.subarray(k * FEATURES, (k + 1) * FEATURES));
    this.backend.write(input, features);
    this.network.forward({ observations: input }, pass);
    const logits = new Float32Array(states.length * BINS);
    this.backend.read(pass.output, logits);
    return logSoftmax(logits);
  }

  /** One step of Adam down the mean −ln probability of `bins`; returns it, as it was before. */
  learn(states: readonly PolicyState[], bins: readonly number[], adam: AdamCorrections): number {
    const found = this.logProbabilities(states);
    const gradient = Float32Array.from(found, (value) => exp(value) / states.length);
    let loss = 0;
    for (const [k, bin] of bins.entries()) {
      gradient[k * BINS + bin]! -= 1 / states.length;
      loss -= found[k * BINS + bin]! / states.length;
    }
    const { pass } = this.room(states.length);
    this.backend.outputGradient(pass, gradient);
    this.network.backward(pass);
    this.network.step(adam);
    return loss;
  }

  /** A dimension for the operator, within its range; uniform where the policy has nothing there. */
  draw(state: PolicyState, [lower, upper]: readonly [number, number], random: Random): number {
    const from = origin(state);
    const found = this.logProbabilities([state, state, state, state]);
    const overlap = (bin: number): [number, number] => [
      Math.max(lower, from + bin * BIN),
      Math.min(upper, from + (bin + 1) * BIN),
    ];
    const weights = Array.from({ length: BINS }, (_, bin) => {
      const [low, high] = overlap(bin);
      return high > low ? (exp(found[bin]!) * (high - low)) / BIN : 0;
    });
    const total = weights.reduce((sum, weight) => sum + weight, 0);
    let rest = random.uniform() * total;
    if (!(total > 1e-9)) return random.between(lower, upper);
    const bin = weights.findIndex((weight) => {
      rest -= weight;
      return weight > 0 && rest < 0;
    });
    return bin < 0 ? random.between(lower, upper) : random.between(...overlap(bin));
  }

  private room(rows: number) {
    let [pass, input] = [this.passes.get(rows), this.inputs.get(rows)];
    if (!pass || !input) {
      pass = this.network.pass(rows);
      input = this.backend.matrix(rows, FEATURES);
      this.passes.set(rows, pass);
      this.inputs.set(rows, input);
    }
    return { pass, input, features: new Float32Array(rows * FEATURES) };
  }
}

function logSoftmax(logits: Float32Array): Float64Array {
  const found = Float64Array.from(logits);
  for (let start = 0; start < found.length; start += BINS) {
    const row = found.subarray(start, start + BINS);
    const largest = row.reduce((most, value) => Math.max(most, value), Number.NEGATIVE_INFINITY);
    const total = row.reduce((sum, value) => sum + exp(value - largest), 0);
    for (let i = 0; i < BINS; i++) row[i] = row[i]! - largest - log(total);
  }
  return found;
}

export function policyDocument(policy: SpectrumPolicy, trained: PolicyOrigin): PolicyDocument {
  const { weights } = policy;
  const bytes = new DataView(new ArrayBuffer(4 * weights.length));
  for (const [k, weight] of weights.entries()) bytes.setFloat32(4 * k, weight, true);
  return {
    kind: "crossing-policy",
    schema: 1,
    ...trained,
    weights: Buffer.from(bytes.buffer).toString("base64"),
  };
}

/** What proposes a dimension for the next operator. */
export type Policy = Pick<SpectrumPolicy, "draw">;

/** A policy of either kind. @throws InputError where the document is none */
export function readPolicyDocument(document: unknown, where: string): Policy {
  if (typeof document === "object" && document !== null && "memory" in document) {
    if (isMemory(document)) return new MemoryPolicy(document.memory);
    throw new InputError({ where, allowed: "is no policy: what it remembers cannot be read" });
  }
  return policyOf(document, where);
}

/** @throws InputError where the document is no policy */
export function policyOf(document: unknown, where: string): SpectrumPolicy {
  const wrong = (allowed: string) => new InputError({ where, allowed });
  if (
    typeof document !== "object" ||
    document === null ||
    !("kind" in document) ||
    document.kind !== "crossing-policy"
  )
    throw wrong("is no policy: make one with crossing train");
  const { schema, weights: text } = document as Partial<PolicyDocument>;
  if (schema !== 1 || typeof text !== "string") throw wrong("is a policy of another version: train it anew");
  const bytes = Buffer.from(text, "base64");
  if (bytes.length !== 4 * weightCount(design)) throw wrong("is a policy of another version: train it anew");
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
  return new SpectrumPolicy(
    4,
    Float32Array.from({ length: weightCount(design) }, (_, k) => view.getFloat32(4 * k, true)),
  );
}
