import { expect, it } from "vitest";
import { Random } from "../../../src/math/random.js";
import { ObservationSphere, unitWeights } from "../../../src/optimisers/agents/hyperspherical.js";
import {
  drawWeights,
  type NetworkDesign,
  tensorsOf,
  weightCount,
} from "../../../src/optimisers/networks/design.js";
import { createWasmBackend } from "../../../src/optimisers/networks/wasm/backend.js";

it("weights into each hidden unit have length 1, of observation and action together; the others stay", () => {
  const design: NetworkDesign = {
    observationSize: 5,
    actionSize: 3,
    width: 16,
    layerNorm: true,
    head: "scalar",
  };
  const network = createWasmBackend({ rows: 8, ...design }).network(design, true);
  const before = new Float32Array(weightCount(design));
  drawWeights(design, Random.stream(1), before);
  network.copy("weights", before, "in");
  unitWeights(network);
  const after = new Float32Array(weightCount(design));
  network.copy("weights", after, "out");
  const tensors = tensorsOf(design);
  for (const layer of [["observation", "action"], ["hidden"]])
    for (let unit = 0; unit < 16; unit++) {
      let square = 0;
      for (const { name, rows, offset } of tensors)
        if (layer.includes(name))
          for (let row = 0; row < rows; row++) square += after[offset + row * 16 + unit]! ** 2;
      expect(square).toBeCloseTo(1, 6);
    }
  for (const { name, rows, columns, offset } of tensors)
    if (!["observation", "action", "hidden"].includes(name))
      expect(after.slice(offset, offset + rows * columns)).toEqual(
        before.slice(offset, offset + rows * columns),
      );
});

it("observations are standardised and brought to length 1, whatever their units; their size is in the last entry", () => {
  const random = Random.stream(1);
  const draw = (rows: number) =>
    Float32Array.from({ length: 2 * rows }, (_, i) =>
      i % 2 === 0 ? 500 + 1000 * random.normal() : 1e-3 * random.normal(),
    );
  const sphere = new ObservationSphere(2, 3);
  for (let k = 0; k < 50; k++) sphere.see(draw(64));
  const out = new Float32Array(3 * 1000);
  sphere.place(draw(1000), out);
  const sums = [0, 0, 0, 0];
  for (let row = 0; row < 1000; row++) {
    const [a, b, c] = out.subarray(3 * row, 3 * row + 3) as unknown as [number, number, number];
    expect(a * a + b * b + c * c).toBeCloseTo(1, 5);
    for (const [k, value] of [a / c, b / c, (a / c) ** 2, (b / c) ** 2].entries()) sums[k]! += value / 1000;
  }
  // what is standardised is divided by the shift, 3
  expect(Math.abs(sums[0]!)).toBeLessThan(0.05);
  // four deviations of a variance that 3200 numbers give, seen in 1000 others
  for (const square of [sums[2]!, sums[3]!]) expect(Math.abs(9 * square - 1)).toBeLessThan(0.2);
  expect(sphere.save().count).toBe(3200);
});
