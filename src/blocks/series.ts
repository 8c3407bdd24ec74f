import { instantiate } from "../math/wasm.js";
import { wasm } from "./series.wasm.js";

/** Exports of assembly/series.ts; arguments but `rows` are byte addresses. */
interface Exports {
  readonly memory: WebAssembly.Memory;
  heapBase(): number;
  combine(t: number, c: number, rows: number, out: number): void;
}

/** Coefficients a row and a piece. The kernel is written for this number. */
export const COUNT = 12;

/** Bytes of the kernel's memory: the series that the rungs at hand visit take a tenth of it. */
const CAPACITY = 32 << 20;
const PAGE = 65536;

const kernel = instantiate<Exports>(wasm);
kernel.memory.grow(CAPACITY / PAGE - kernel.memory.buffer.byteLength / PAGE);
const heap = new Float64Array(kernel.memory.buffer);
const polynomials = kernel.heapBase() / 8;
/** room for the sum: more rows than any point set has */
const LARGEST = 8192;
const sum = polynomials + COUNT + (COUNT % 2);
const start = sum + LARGEST;
let next = start;
let generation = 0;

/**
 * Σ_k T_k c_k with c [COUNT × rows]. The coefficients are copied to the kernel's memory when they are first used; when that is full, it is
 * emptied and everybody copies again.
 */
export class Series {
  private address = 0;
  private generation = -1;

  constructor(readonly coefficients: Float64Array) {}

  /** Writes the sum for the polynomials t [COUNT] to entries offset … offset + rows − 1. */
  combine(t: Float64Array, out: Float64Array, offset: number): void {
    const rows = this.coefficients.length / COUNT;
    if (this.generation !== generation) this.move();
    for (let k = 0; k < COUNT; k++) heap[polynomials + k] = t[k]!;
    kernel.combine(8 * polynomials, 8 * this.address, rows, 8 * sum);
    for (let i = 0; i < rows; i++) out[offset + i] = heap[sum + i]!;
  }

  private move(): void {
    const { length } = this.coefficients;
    if (length > LARGEST * COUNT) throw new RangeError(`series: ${length / COUNT} rows, at most ${LARGEST}`);
    if (next + length > heap.length) {
      next = start;
      generation++;
    }
    heap.set(this.coefficients, next);
    this.address = next;
    this.generation = generation;
    next += length;
  }
}
