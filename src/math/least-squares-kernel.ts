import { wasm } from "./least-squares.wasm.js";
import { instantiate } from "./wasm.js";

/** Exports of assembly/least-squares.ts. Every argument named like an array or a problem is a byte address. */
interface Exports {
  readonly memory: WebAssembly.Memory;
  heapBase(): number;
  factorise(a: number, m: number, n: number, width: number, betas: number): void;
  orthogonalise(a: number, m: number, n: number, norms: number): void;
  eliminate(problem: number): number;
  projectOut(problem: number, vectors: number, count: number): void;
}

const PAGE = 65536;

/** One instance of the kernel with a memory of its own, which grows to what its user lays out in it and is used again and again. */
export class LeastSquaresKernel {
  readonly exports = instantiate<Exports>(wasm);
  /** first address that the user may use, a multiple of 64 */
  readonly base = this.exports.heapBase();

  /** Makes `bytes` usable from {@link base} on. What stood there stays; views of the memory may have to be made again. */
  reserve(bytes: number): ArrayBuffer {
    const { memory } = this.exports;
    const missing = this.base + bytes - memory.buffer.byteLength;
    if (missing > 0) memory.grow(Math.ceil(missing / PAGE));
    return memory.buffer;
  }
}
