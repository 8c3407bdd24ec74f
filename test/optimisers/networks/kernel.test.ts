import { describe, expect, it } from "vitest";
import { Random } from "../../../src/math/random.js";
import { wasm } from "../../../src/optimisers/networks/network.wasm.js";
import { wasm as fastWasm } from "../../../src/optimisers/networks/network-fast.wasm.js";
import { KernelMemory } from "../../../src/optimisers/networks/wasm/memory.js";
import { hasRelaxedSimd } from "../agents/fixtures.js";

type Shape = readonly [m: number, n: number, k: number];
type Flags = readonly [transposeA: 0 | 1, transposeB: 0 | 1, accumulate: 0 | 1];
type MultiplyAdd = (sum: number, x: number, y: number) => number;

const shapes: Shape[] = [
  [4, 8, 4],
  [8, 16, 12],
  [36, 24, 20],
];
const flags: Flags[] = [
  [0, 0, 0],
  [1, 0, 0],
  [0, 1, 1],
  [1, 1, 1],
];
const cases = shapes.flatMap((shape) => flags.map((flag) => [shape, flag] as const));

/** Two roundings, and one: the product of two singles is exact in double precision. */
const plain: MultiplyAdd = (sum, x, y) => Math.fround(sum + Math.fround(x * y));
const fused: MultiplyAdd = (sum, x, y) => Math.fround(sum + x * y);

/** A product of random matrices by a build of the kernel, and term by term in order for each way to multiply and add. */
function product(build: string, [m, n, k]: Shape, [ta, tb, accumulate]: Flags) {
  const memory = new KernelMemory(build);
  const random = Random.stream(1, m, n, k);
  const array = (count: number) => {
    const address = memory.allocate(count);
    random.fillNormal(memory.view(address, count));
    return address;
  };
  const [a, b, c] = [array(m * k), array(k * n), array(m * n)];
  const scratch = memory.allocate((m + 8) * k);
  const [va, vb] = [memory.view(a, m * k), memory.view(b, k * n)];
  const old = memory.view(c, m * n).slice();
  memory.kernel.gemm(m, n, k, a, ta ? m : k, ta, b, tb ? k : n, tb, c, n, accumulate, scratch);
  const inOrder = (multiplyAdd: MultiplyAdd) =>
    old.map((before, at) => {
      const [i, j] = [Math.floor(at / n), at % n];
      let sum = 0;
      for (let p = 0; p < k; p++)
        sum = multiplyAdd(sum, va[ta ? p * m + i : i * k + p]!, vb[tb ? j * k + p : p * n + j]!);
      return accumulate ? sum + before : sum;
    });
  return { computed: memory.view(c, m * n).slice(), inOrder };
}

describe("gemm is the matrix product, term by term in order", () => {
  it.each(cases)("shape %j, transposes and accumulate %j", (shape, flag) => {
    const { computed, inOrder } = product(wasm, shape, flag);
    expect(computed).toEqual(inOrder(plain));
  });
});

describe.runIf(hasRelaxedSimd)("fast gemm is the same sum, all terms fused or none", () => {
  it.each(cases)("shape %j, transposes and accumulate %j", (shape, flag) => {
    const { computed, inOrder } = product(fastWasm, shape, flag);
    expect([inOrder(fused), inOrder(plain)]).toContainEqual(computed);
  });
});
