import { instantiate } from "../../../math/wasm.js";
import type { NetworkKernel } from "./kernel.js";

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

/** An array in the kernel's memory: rows of `stride` floats, the first `columns` of them in use. */
export interface WasmMatrix {
  readonly address: number;
  readonly rows: number;
  readonly columns: number;
  readonly stride: number;
}

/** The next multiple of 8: the width of the GEMM's panels. Padding is zero and stays zero. */
export function padded(count: number): number {
  return Math.ceil(count / 8) * 8;
}

/** Rows of `columns` and `toColumns` floats; the shorter of the two is copied. */
export function copyRows(from: Float32Array, columns: number, to: Float32Array, toColumns: number): void {
  const shared = Math.min(columns, toColumns);
  for (let i = 0, j = 0; i < from.length && j < to.length; i += columns, j += toColumns) {
    for (let k = 0; k < shared; k++) to[j + k] = from[i + k]!;
  }
}
