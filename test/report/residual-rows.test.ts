import { expect, it } from "vitest";
import { rowName, splitRows } from "../../src/report/residual-rows.js";

it("rows of the z plane stay places, every other row has a name", () => {
  const point = { z: [0.5, 0.25] as const, component: "εεεε", value: 1 };
  const rows = [point, { derivative: 4, value: 2 }, { constraint: "integral 1", value: 3 }];
  expect(splitRows(rows)).toEqual({
    points: [point],
    named: [
      { name: "derivative 4", value: 2 },
      { name: "integral 1", value: 3 },
    ],
  });
  expect(rowName(point)).toBe("z = 0.500000 + 0.250000i (εεεε)");
});
