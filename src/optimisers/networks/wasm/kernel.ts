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
