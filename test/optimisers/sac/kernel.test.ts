import { describe, expect, it } from "vitest";
import { Random } from "../../../src/math/random.js";
import { KernelMemory } from "../../../src/optimisers/sac/backends/wasm-kernel.js";

describe("gemm is the matrix product, term by term in order", () => {
  const shapes: [number, number, number][] = [
    [4, 8, 4],
    [8, 16, 12],
    [36, 24, 20],
  ];
  const flags: [0 | 1, 0 | 1, 0 | 1][] = [
    [0, 0, 0],
    [1, 0, 0],
    [0, 1, 1],
    [1, 1, 1],
  ];
  for (const [m, n, k] of shapes) {
    it.each(flags)(`${m} × ${n} × ${k}, transposes %i %i, accumulate %i`, (ta, tb, accumulate) => {
      const memory = new KernelMemory();
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
      const out = memory.view(c, m * n);
      for (let i = 0; i < m; i++) {
        for (let j = 0; j < n; j++) {
          let sum = 0;
          for (let p = 0; p < k; p++) {
            const product = Math.fround(va[ta ? p * m + i : i * k + p]! * vb[tb ? j * k + p : p * n + j]!);
            sum = Math.fround(sum + product);
          }
          expect(out[i * n + j]).toBe(accumulate ? Math.fround(sum + old[i * n + j]!) : sum);
        }
      }
    });
  }
});
