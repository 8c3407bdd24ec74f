import { instantiate } from "../../../math/wasm.js";

type Flag = 0 | 1;

/** Exports of assembly/network.ts, and of assembly/network-fast.ts. Arguments named like arrays are byte addresses. */
export interface NetworkKernel {
  readonly memory: WebAssembly.Memory;
  heapBase(): number;
  gemm(
    m: number,
    n: number,
    k: number,
    a: number,
    lda: number,
    transposeA: Flag,
    b: number,
    ldb: number,
    transposeB: Flag,
    c: number,
    ldc: number,
    accumulate: Flag,
    scratch: number,
  ): void;
  addBias(x: number, bias: number, m: number, n: number): void;
  biasRelu(x: number, bias: number, m: number, n: number): void;
  reluBackward(gradient: number, output: number, count: number): void;
  sumRows(x: number, m: number, n: number, out: number): void;
  headForward(x: number, w: number, bias: number, m: number, n: number, out: number): void;
  headBackward(g: number, w: number, m: number, n: number, dx: number): void;
  headGradient(x: number, g: number, m: number, n: number, dw: number, dbias: number): void;
  layerNormRelu(
    x: number,
    gain: number,
    bias: number,
    m: number,
    n: number,
    inverse: number,
    out: number,
  ): void;
  layerNormBackward(d: number, hat: number, inverse: number, gain: number, m: number, n: number): void;
  layerNormGradient(d: number, hat: number, m: number, n: number, dgain: number): void;
  policyForward(
    head: number,
    noise: number,
    m: number,
    width: number,
    count: number,
    clamped: Flag,
    action: number,
    sigma: number,
    logProbability: number,
  ): void;
  policyBackward(
    head: number,
    noise: number,
    action: number,
    sigma: number,
    m: number,
    width: number,
    count: number,
    clamped: Flag,
    actionGradient: number,
    logProbabilityGradient: number,
    headGradient: number,
  ): void;
  softValue(
    q1: number,
    q2: number,
    logProbability: number,
    temperature: number,
    m: number,
    out: number,
  ): void;
  bellman(reward: number, terminal: number, value: number, discount: number, m: number, out: number): void;
  squaredError(q: number, target: number, m: number, gradient: number): number;
  minimumGradient(q1: number, q2: number, m: number, g1: number, g2: number): void;
  mean(x: number, m: number): number;
  adam(w: number, g: number, m: number, v: number, count: number, rate: number, correction: number): void;
  polyak(target: number, source: number, count: number, rate: number): void;
}

/**
 * One instance of the kernel and its memory, handed out from the bottom up and never given back.
 * A view is only good until the next `allocate`; take views when everything is allocated.
 */
export class KernelMemory {
  readonly kernel: NetworkKernel;
  private end: number;

  /** @param wasm the build of the kernel, from a generated `*.wasm.ts` */
  constructor(wasm: string) {
    this.kernel = instantiate<NetworkKernel>(wasm);
    this.end = this.kernel.heapBase();
  }

  /** Address of `count` floats, zero, on a 64-byte boundary. */
  allocate(count: number): number {
    const start = this.end;
    this.end += Math.ceil(count / 16) * 64;
    const missing = this.end - this.kernel.memory.buffer.byteLength;
    if (missing > 0) this.kernel.memory.grow(Math.ceil(missing / 65536));
    return start;
  }

  view(address: number, count: number): Float32Array {
    return new Float32Array(this.kernel.memory.buffer, address, count);
  }
}

/** The next multiple of 8: the width of the GEMM's panels. Padding is zero and stays zero. */
export function padded(count: number): number {
  return Math.ceil(count / 8) * 8;
}
