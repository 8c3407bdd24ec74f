import { Random } from "../../src/math/random.js";
import type { BackendFactory, NetworkOptions } from "../../src/optimisers/sac/backend.js";
import { loadTfjsBackend } from "../../src/optimisers/sac/backends/tfjs.js";
import { createWasmBackend } from "../../src/optimisers/sac/backends/wasm.js";
import { networkOptions, randomBatch } from "../optimisers/sac/fixtures.js";

const sizes: [string, NetworkOptions][] = [
  [
    "classic 180-2×256-32, batch 256",
    networkOptions("classic", {
      observationSize: 180,
      actionSize: 32,
      width: 256,
      batch: 256,
      discount: 0.99,
      proposals: 1,
    }),
  ],
  ["modern 64-2×64-8, batch 64, γ = 0", modern(64, 0)],
  ["modern 64-2×128-8, batch 128, γ = 0", modern(128, 0)],
  ["modern 64-2×128-8, batch 128, γ = 0.9", modern(128, 0.9)],
];

function modern(width: number, discount: number): NetworkOptions {
  return networkOptions("modern", {
    observationSize: 64,
    actionSize: 8,
    width,
    batch: width,
    discount,
    proposals: 32,
  });
}

/** Time of one policy query and one update of every network, by backend and size. */
export async function benchmarkSac(): Promise<{ name: string; median_us: number; per: string }[]> {
  const backends: [string, BackendFactory, number][] = [
    ["wasm", createWasmBackend, 60],
    ["tfjs-wasm", await loadTfjsBackend("wasm"), 12],
  ];
  const rows: { name: string; median_us: number; per: string }[] = [];
  for (const [size, options] of sizes) {
    for (const [backend, create, repeats] of backends)
      rows.push({
        name: `sac ${size}, ${backend}`,
        median_us: stepTime(create, options, repeats),
        per: "step",
      });
  }
  return rows;
}

/** Microseconds: the median of `repeats` steps after a third as many to warm up. */
function stepTime(create: BackendFactory, options: NetworkOptions, repeats: number): number {
  const backend = create(options, Random.stream(1));
  const { batch, noise } = randomBatch(options, Random.stream(2));
  const observation = batch.observations.subarray(0, options.observationSize);
  const actionNoise = noise.actor.subarray(0, options.proposals * options.actionSize);
  const times: number[] = [];
  for (let k = -Math.ceil(repeats / 3); k < repeats; k++) {
    const start = performance.now();
    backend.act(observation, actionNoise);
    backend.update(batch, noise);
    if (k >= 0) times.push(1000 * (performance.now() - start));
  }
  return times.sort((a, b) => a - b)[repeats >> 1]!;
}
