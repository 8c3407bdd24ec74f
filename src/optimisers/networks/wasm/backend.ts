import type {
  BackendFactory,
  BackendLimits,
  NetworkBackend,
  PolicyForm,
  PolicyLoss,
  PolicyQuery,
  PolicySamples,
} from "../backend.js";
import type { NetworkDesign } from "../design.js";
import { wasm } from "../network.wasm.js";
import { copyRows, KernelMemory, padded, type WasmMatrix } from "./memory.js";
import { WasmNetwork, type WasmPass, type Workspace } from "./network.js";

interface WasmSamples extends PolicySamples {
  readonly actions: WasmMatrix;
  readonly sigma: WasmMatrix;
  readonly logProbability: WasmMatrix;
}

interface WasmPolicyLoss extends PolicyLoss {
  readonly actionGradient: WasmMatrix;
}

type WasmTwins = readonly [first: WasmPass, second: WasmPass];

/** The default backend: our SIMD kernel, on one core; the same numbers bit for bit on every machine. */
export const createWasmBackend: BackendFactory = (limits) => new WasmBackend(limits, wasm);

/** The networks on one build of our kernel, in a memory of its own. */
export class WasmBackend implements NetworkBackend {
  private readonly memory: KernelMemory;
  private readonly workspace: Workspace;

  constructor(
    { rows: batch, observationSize, actionSize, width, outputs = 0 }: BackendLimits,
    build: string,
  ) {
    const memory = new KernelMemory(build);
    const [observation, action] = [padded(observationSize), padded(actionSize)];
    const rows = Math.max(batch, observation, width, action);
    const inner = Math.max(batch, observation, width, 2 * action, padded(outputs));
    this.memory = memory;
    this.workspace = {
      memory,
      scratch: memory.allocate((rows + 8) * inner),
      firstGradient: memory.allocate(batch * width),
      secondGradient: memory.allocate(batch * width),
    };
  }

  matrix(rows: number, columns: number): WasmMatrix {
    const stride = padded(columns);
    return { address: this.memory.allocate(rows * stride), rows, columns, stride };
  }

  vector(rows: number): WasmMatrix {
    return { address: this.memory.allocate(rows), rows, columns: 1, stride: 1 };
  }

  write({ address, rows, columns, stride }: WasmMatrix, values: Float32Array): void {
    copyRows(values, columns, this.memory.view(address, rows * stride), stride);
  }

  read({ address, rows, columns, stride }: WasmMatrix, values: Float32Array): void {
    copyRows(this.memory.view(address, rows * stride), stride, values, columns);
  }

  network(design: NetworkDesign, trained: boolean): WasmNetwork {
    return new WasmNetwork(this.workspace, design, trained);
  }

  samples(rows: number, actions: number): WasmSamples {
    return {
      actions: this.matrix(rows, actions),
      sigma: this.matrix(rows, actions),
      logProbability: this.vector(rows),
    };
  }

  samplePolicy(form: PolicyForm, { output }: WasmPass, noise: WasmMatrix, to: WasmSamples): void {
    this.sampleRows(form, output, noise, to, to.actions.rows);
  }

  private sampleRows(form: PolicyForm, heads: WasmMatrix, noise: WasmMatrix, to: WasmSamples, rows: number) {
    const { actions, sigma, logProbability } = to;
    this.memory.kernel.policyForward(
      heads.address,
      noise.address,
      rows,
      actions.stride,
      actions.columns,
      form === "clamped" ? 1 : 0,
      actions.address,
      sigma.address,
      logProbability.address,
    );
  }

  policyGradient(
    form: PolicyForm,
    pass: WasmPass,
    noise: WasmMatrix,
    from: WasmSamples,
    loss: WasmPolicyLoss,
  ) {
    const { actions, sigma } = from;
    this.memory.kernel.policyBackward(
      pass.output.address,
      noise.address,
      actions.address,
      sigma.address,
      pass.rows,
      actions.stride,
      actions.columns,
      form === "clamped" ? 1 : 0,
      loss.actionGradient.address,
      loss.logProbabilityGradient,
      pass.outputGradient,
    );
  }

  query(actor: WasmNetwork, form: PolicyForm, most: number): PolicyQuery {
    const { memory } = this;
    const { observationSize, head } = actor.design;
    const actionSize = typeof head === "object" && "actions" in head ? head.actions : 0;
    // four rows: the GEMM's smallest block
    const observations = this.matrix(4, observationSize);
    const pass = actor.pass(4);
    const { stride } = pass.output;
    const heads = { ...pass.output, address: memory.allocate(most * stride), rows: most };
    const noise = this.matrix(most, actionSize);
    const samples = this.samples(most, actionSize);
    const proposed = new Float32Array(most * actionSize);
    return (observation, normals) => {
      const count = normals.length / actionSize;
      memory.view(observations.address, observation.length).set(observation);
      actor.forward({ observations }, pass);
      const every = memory.view(heads.address, count * stride);
      const head = memory.view(pass.output.address, stride);
      for (let i = 0; i < count; i++) every.set(head, i * stride);
      this.write(noise, normals);
      this.sampleRows(form, heads, noise, samples, count);
      const actions = proposed.subarray(0, count * actionSize);
      this.read(samples.actions, actions);
      return actions;
    };
  }

  softValue(
    [first, second]: WasmTwins,
    logProbability: WasmMatrix,
    temperature: number,
    out: WasmMatrix,
  ): void {
    const [q1, q2] = [first.output.address, second.output.address];
    const { address, rows } = out;
    this.memory.kernel.softValue(q1, q2, logProbability.address, temperature, rows, address);
  }

  bellman(
    rewards: WasmMatrix,
    terminals: WasmMatrix,
    values: WasmMatrix,
    discount: number,
    { address, rows }: WasmMatrix,
  ): void {
    const { kernel } = this.memory;
    kernel.bellman(rewards.address, terminals.address, values.address, discount, rows, address);
  }

  outputGradient({ output, outputGradient }: WasmPass, values: Float32Array): void {
    this.write({ ...output, address: outputGradient }, values);
  }

  squaredError({ output, outputGradient, rows }: WasmPass, target: WasmMatrix): number {
    return this.memory.kernel.squaredError(output.address, target.address, rows, outputGradient);
  }

  minimumGradient([first, second]: WasmTwins): void {
    const [q1, q2] = [first.output.address, second.output.address];
    const [g1, g2] = [first.outputGradient, second.outputGradient];
    this.memory.kernel.minimumGradient(q1, q2, first.rows, g1, g2);
  }

  mean({ address, rows }: WasmMatrix): number {
    return this.memory.kernel.mean(address, rows);
  }
}
