import { createHash } from "node:crypto";
import { beforeAll, describe, expect, it } from "vitest";
import { Random } from "../../../src/math/random.js";
import type {
  BackendFactory,
  NetworkOptions,
  NetworkState,
  SacBackend,
} from "../../../src/optimisers/sac/backend.js";
import { loadBackend } from "../../../src/optimisers/sac/backends/load.js";
import { loadTfjsBackend } from "../../../src/optimisers/sac/backends/tfjs.js";
import { createWasmBackend } from "../../../src/optimisers/sac/backends/wasm.js";
import { networkTensors } from "../../../src/optimisers/sac/parameters.js";
import { differences, hasRelaxedSimd, networkOptions, randomBatch } from "./fixtures.js";

const forms: [string, NetworkOptions][] = [
  ["classic", networkOptions("classic")],
  ["modern", networkOptions("modern")],
  ["modern at γ = 0", networkOptions("modern", { discount: 0 })],
];

/** Sizes at which padding and blocking differ. */
const otherSizes: [string, NetworkOptions][] = [
  [
    "classic, BootSTOP's",
    networkOptions("classic", { observationSize: 180, actionSize: 32, width: 256, batch: 32 }),
  ],
  [
    "modern, one action",
    networkOptions("modern", { observationSize: 8, actionSize: 1, batch: 8, width: 64 }),
  ],
  [
    "modern, ten actions",
    networkOptions("modern", { observationSize: 61, actionSize: 10, batch: 64, width: 8 }),
  ],
];

const kernels = hasRelaxedSimd ? (["wasm", "wasm-fast"] as const) : (["wasm"] as const);

describe.each(kernels)(
  "hand-written gradients agree with TensorFlow.js's automatic differentiation: %s",
  (kernel) => {
    let createOurs: BackendFactory;
    let createTfjs: BackendFactory;
    beforeAll(async () => {
      createOurs = await loadBackend(kernel);
      createTfjs = await loadTfjsBackend("cpu");
    });

    /**
     * σ of the classic form is clamped at 1e-6, and 1/σ enters its gradient: initial weights put half of all σ at the clamp,
     * where a rounding error decides which side a sample is on. The comparison starts at σ ≈ 0.3, off the clamp.
     */
    function pair(options: NetworkOptions): [SacBackend, SacBackend] {
      const ours = createOurs(options, Random.stream(3));
      const theirs = createTfjs(options, Random.stream(3));
      const state = ours.save();
      if (options.form === "classic") fill(options, state, "deviationBias", 0.3);
      ours.load(state);
      theirs.load(state);
      return [ours, theirs];
    }

    function compare(options: NetworkOptions, updates: number): void {
      const [ours, theirs] = pair(options);
      const random = Random.stream(5);
      for (let update = 1; update <= updates; update++) {
        const { batch, noise } = randomBatch(options, random);
        const losses = ours.update(batch, noise);
        const expected = theirs.update(batch, noise);
        if (update > 1 && update < updates) continue;
        const tolerance = update === 1 ? 1e-4 : 1e-2;
        for (const key of ["critic", "actor", "entropy", "temperature"] as const)
          expect(Math.abs(losses[key] / expected[key] - 1), key).toBeLessThan(tolerance);
        for (const part of ["weights", "firstMoments", "secondMoments"] as const) {
          const rows = differences(options, part, ours.save(), theirs.save());
          expect(rows.filter(({ difference }) => !(difference <= tolerance))).toEqual([]);
        }
      }
    }

    it.each(forms)("%s: weights and moments to 1e-4 after 1 update, 1e-2 after 100", (_, options) => {
      compare(options, 100);
    });

    it.each(otherSizes)("%s: weights and moments to 1e-4 after 1 update", (_, options) => {
      compare(options, 1);
    });

    it.each([...forms, ...otherSizes])(
      "%s: the same actions for the same observation and noise",
      (_, options) => {
        const [ours, theirs] = pair(options);
        const { batch, noise } = randomBatch(options, Random.stream(8));
        const observation = batch.observations.subarray(0, options.observationSize);
        for (const sample of [noise.actor.subarray(0, 5 * options.actionSize), null]) {
          const actions = Array.from(ours.act(observation, sample));
          const expected = Array.from(theirs.act(observation, sample));
          expect(actions.length).toBe(expected.length);
          for (const [i, action] of actions.entries()) expect(action).toBeCloseTo(expected[i]!, 5);
        }
      },
    );
  },
);

describe("the tanh-Gaussian policy has its closed-form log-probability", () => {
  const noiseAt = 0.75;

  it.each([
    ["classic", 0.4, 0.4],
    ["classic", -1, 1e-6],
    ["classic", 3, 1],
    // ln σ = −5 + 3.5·(1 + tanh 0.2)
    ["modern", 0.2, Math.exp(-5 + 3.5 * (1 + Math.tanh(0.2)))],
    ["modern", 20, Math.exp(2)],
  ] as const)("%s, raw σ %f", (form, raw, sigma) => {
    const options = networkOptions(form, { learningRate: 1e-30 });
    const backend = createWasmBackend(options, Random.stream(1));
    const state = backend.save();
    for (const name of ["mean", "deviation"]) fill(options, state, name, 0);
    fill(options, state, "meanBias", -0.625);
    fill(options, state, "deviationBias", raw);
    backend.load(state);
    const { batch, noise } = randomBatch(options, Random.stream(2));
    noise.actor.fill(noiseAt);
    const u = -0.625 + sigma * noiseAt;
    const action = backend.act(batch.observations.subarray(0, 13), new Float32Array(3).fill(noiseAt))[1]!;
    expect(Math.abs(action / Math.tanh(u) - 1)).toBeLessThan(3e-7);
    const slope = 1 / Math.cosh(u) ** 2 + (form === "classic" ? 1e-6 : 0);
    const logDensity = -0.5 * noiseAt ** 2 - Math.log(sigma) - 0.5 * Math.log(2 * Math.PI) - Math.log(slope);
    const { entropy } = backend.update(batch, noise);
    // single precision keeps seven digits; −ln(1 − a²) loses some where a is near 1
    expect(Math.abs(entropy / (-3 * logDensity) - 1)).toBeLessThan(1e-5);
  });
});

describe("the wasm backend is deterministic", () => {
  /** Digest of the weights after 50 updates: the same on every machine and Node version. */
  it.each([
    ["classic", "44aed040712d6020"],
    ["modern", "e4accf5f00637be2"],
  ] as const)("%s: the weights after 50 updates have the known digest", (form, digest) => {
    const first = train(networkOptions(form), 50);
    expect(hash(train(networkOptions(form), 50).save())).toBe(hash(first.save()));
    expect(hash(first.save())).toBe(digest);
  });

  it.each(["classic", "modern"] as const)("%s: save and load continue bit for bit", (form) => {
    const options = networkOptions(form);
    const whole = train(options, 20);
    const half = train(options, 10);
    const resumed = createWasmBackend(options, Random.stream(99));
    resumed.load(half.save());
    continueTraining(resumed, 10, 20);
    expect(hash(resumed.save())).toBe(hash(whole.save()));
  });
});

function train(options: NetworkOptions, updates: number): SacBackend {
  const backend = createWasmBackend(options, Random.stream(3));
  continueTraining(backend, 0, updates);
  return backend;
}

function continueTraining(backend: SacBackend, from: number, to: number): void {
  for (let update = from; update < to; update++) {
    const { batch, noise } = randomBatch(backend.options, Random.stream(4, update));
    backend.update(batch, noise);
  }
}

function hash(state: NetworkState): string {
  const digest = createHash("sha256");
  for (const part of [state.weights, state.firstMoments, state.secondMoments]) digest.update(part);
  digest.update(Float64Array.of(state.logTemperature, ...state.temperatureMoments));
  return digest.digest("hex").slice(0, 16);
}

function fill(options: NetworkOptions, state: NetworkState, name: string, value: number): void {
  for (const tensor of networkTensors(options)) {
    const end = tensor.offset + tensor.rows * tensor.columns;
    if (tensor.network === "actor" && tensor.name === name) state.weights.fill(value, tensor.offset, end);
  }
}
