import { InputError } from "../../src/errors.js";
import { Random } from "../../src/math/random.js";
import type { BackendFactory } from "../../src/optimisers/networks/backend.js";
import { loadBackend } from "../../src/optimisers/networks/load.js";
import { loadTfjsBackend } from "../../src/optimisers/networks/tfjs/load.js";
import { createWasmBackend } from "../../src/optimisers/networks/wasm/backend.js";
import { type AgentCase, agentCase, createAgent, randomBatch } from "../optimisers/agents/fixtures.js";
import { type Measurement, medianTime } from "./measurement.js";

const sizes: [string, AgentCase, number][] = [
  [
    "classic 180-2×256-32, batch 256",
    agentCase("classic", {
      observationSize: 180,
      actionSize: 32,
      width: 256,
      batch: 256,
      discount: 0.99,
      proposals: 1,
    }),
    26_000,
  ],
  ["modern 64-2×64-8, batch 64, γ = 0", modern(64, 0), 2_500],
  ["modern 64-2×128-8, batch 128, γ = 0", modern(128, 0), 2_500],
  ["modern 64-2×128-8, batch 128, γ = 0.9", modern(128, 0.9), 2_500],
];

function modern(width: number, discount: number): AgentCase {
  return agentCase("modern", {
    observationSize: 64,
    actionSize: 8,
    width,
    batch: width,
    discount,
    proposals: 32,
  });
}

/** The backends in the order they are run in: loading one engine of TensorFlow.js switches off the last. */
const backends: [string, () => Promise<BackendFactory>, number][] = [
  ["wasm", async () => createWasmBackend, 60],
  ["wasm fast-math", () => loadBackend("wasm-fast"), 60],
  ["tfjs-wasm", () => loadTfjsBackend("wasm"), 12],
  ["tfjs-node", () => loadTfjsBackend("node"), 12],
  ["tfjs-cpu", () => loadTfjsBackend("cpu"), 1],
];

/** Time of one policy query and one update of every network, by backend and size; backends that are not installed are left out. */
export async function benchmarkSac(): Promise<Measurement[]> {
  const rows: Measurement[][] = sizes.map(() => []);
  for (const [backend, load, repeats] of backends) {
    const create = await load().catch((error: unknown) => {
      if (error instanceof InputError) return null;
      throw error;
    });
    if (!create) continue;
    for (const [k, [size, options, target]] of sizes.entries())
      rows[k]!.push({
        name: `sac ${size}, ${backend}`,
        median_us: stepTime(create, options, repeats),
        per: "step",
        ...(backend === "wasm" ? { target_us: target } : {}),
      });
  }
  return rows.flat();
}

/** Microseconds a step. */
function stepTime(create: BackendFactory, options: AgentCase, repeats: number): number {
  const agent = createAgent(options, create, Random.stream(1));
  const batch = randomBatch(options, Random.stream(2));
  const observation = batch.observations.subarray(0, options.observationSize);
  const random = Random.stream(3);
  return medianTime(repeats, () => {
    agent.propose(observation, options.proposals, random);
    agent.learn(batch, random);
  });
}
