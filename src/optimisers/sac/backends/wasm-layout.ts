import type { NetworkOptions } from "../backend.js";
import { type NetworkName, networkTensors, targetNetworks, trainedNetworks } from "../parameters.js";
import { KernelMemory, padded } from "./wasm-kernel.js";
import { type Activations, WasmNetwork, type Workspace } from "./wasm-network.js";

/** Everything that one backend keeps in the kernel's memory: networks, the batch, activations; addresses throughout. */
export interface WasmLayout {
  readonly memory: KernelMemory;
  readonly networks: ReadonlyMap<NetworkName, WasmNetwork>;
  readonly batch: BatchArrays;
  readonly query: QueryArrays;
  readonly activations: {
    readonly actor: Activations;
    readonly value: Activations;
    readonly critic1: Activations;
    readonly critic2: Activations;
    readonly query: Activations;
  };
}

type BatchArrays = ReturnType<typeof allocateBatch>;
type QueryArrays = ReturnType<typeof allocateQuery>;

export function layOut(options: NetworkOptions, wasm: string): WasmLayout {
  const memory = new KernelMemory(wasm);
  const networks = allocateNetworks(memory, options);
  const rows = options.batch;
  const activations = {
    actor: networks.get("actor")!.allocateActivations(rows),
    value: networks.get(options.form === "classic" ? "value" : "critic1")!.allocateActivations(rows),
    critic1: networks.get("critic1")!.allocateActivations(rows),
    critic2: networks.get("critic2")!.allocateActivations(rows),
    query: networks.get("actor")!.allocateActivations(padded(options.proposals)),
  };
  return {
    memory,
    networks,
    batch: allocateBatch(memory, options),
    query: allocateQuery(memory, options),
    activations,
  };
}

function allocateNetworks(memory: KernelMemory, options: NetworkOptions): Map<NetworkName, WasmNetwork> {
  const { batch, width } = options;
  const observation = padded(options.observationSize);
  const action = padded(options.actionSize);
  const rows = Math.max(batch, observation, width, action);
  const inner = Math.max(batch, observation, width, 2 * action);
  const workspace: Workspace = {
    memory,
    options,
    scratch: memory.allocate((rows + 8) * inner),
    firstGradient: memory.allocate(batch * width),
    secondGradient: memory.allocate(batch * width),
  };
  const trained = trainedNetworks(options.form);
  const names = [...trained, ...targetNetworks(options.form).map(([target]) => target)];
  const tensors = networkTensors(options);
  return new Map(
    names.map((name) => {
      const own = tensors.filter(({ network }) => network === name);
      return [name, new WasmNetwork(workspace, own, trained.includes(name))];
    }),
  );
}

function allocateBatch(memory: KernelMemory, options: NetworkOptions) {
  const rows = options.batch;
  const actions = rows * padded(options.actionSize);
  const observations = rows * padded(options.observationSize);
  return {
    observations: memory.allocate(observations),
    nextObservations: memory.allocate(observations),
    actions: memory.allocate(actions),
    rewards: memory.allocate(rows),
    terminals: memory.allocate(rows),
    targetNoise: memory.allocate(actions),
    actorNoise: memory.allocate(actions),
    policyActions: memory.allocate(actions),
    sigma: memory.allocate(actions),
    logProbability: memory.allocate(rows),
    actionGradient: memory.allocate(actions),
    headGradient: memory.allocate(2 * actions),
    /** observation parts of the twin critics' first layers (classic form) */
    part1: memory.allocate(rows * options.width),
    part2: memory.allocate(rows * options.width),
    values: memory.allocate(rows),
    targets: memory.allocate(rows),
    gradient1: memory.allocate(rows),
    gradient2: memory.allocate(rows),
  };
}

function allocateQuery(memory: KernelMemory, options: NetworkOptions) {
  const actions = options.proposals * padded(options.actionSize);
  return {
    // four rows: the GEMM's smallest block
    observation: memory.allocate(4 * padded(options.observationSize)),
    noise: memory.allocate(actions),
    actions: memory.allocate(actions),
    sigma: memory.allocate(actions),
    logProbability: memory.allocate(options.proposals),
  };
}
