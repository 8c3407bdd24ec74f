import { describe, expect, it } from "vitest";
import { scalarBlocks2d } from "../../src/blocks/global-2d/scalar-blocks-2d.js";
import type { Points } from "../../src/blocks/points/points.js";
import type { CrossingEquation } from "../../src/crossing/equation.js";
import { pointSet } from "../../src/crossing/points.js";
import { type OperatorData, residualAt } from "../../src/crossing/residual.js";
import { SystemColumnsDecimal } from "../../src/crossing/system/decimal-columns.js";
import type { SystemDefinition } from "../../src/crossing/system/definition.js";
import { mixedDefinition, stackedDefinition, u1Definition } from "../../src/crossing/system/definitions.js";
import { systemEquation } from "../../src/crossing/system/equation.js";
import { circlePoints, referenceOperators } from "../blocks/reference-2d.js";

const circle = {
  re: Float64Array.from(circlePoints, ({ re }) => re),
  im: Float64Array.from(circlePoints, ({ im }) => im),
};
const count = circlePoints.length;

const systemEquation2d = (definition: SystemDefinition, points: Points) =>
  systemEquation(definition, points, scalarBlocks2d);
const mixedSystem2d = (points: Points, ...of: Parameters<typeof mixedDefinition>) =>
  systemEquation2d(mixedDefinition(...of), points);
const u1System2d = (points: Points, dimension: number) => systemEquation2d(u1Definition(dimension), points);
const stackedScalars2d = (points: Points, externals: Readonly<Record<string, number>>) =>
  systemEquation2d(stackedDefinition(externals), points);

const channel = (name: string, channel: string): OperatorData[] =>
  referenceOperators(name)
    .filter(({ delta }) => delta > 0)
    .map((operator) => ({ ...operator, channel }));

const ising = [
  ...channel("ising_ssss", "σσσσ"),
  ...channel("ising_ssee", "σσεε"),
  ...channel("ising_eeee", "εεεε"),
  ...channel("ising_sees", "σεεσ"),
];
const boson = ["EEEE", "EEMM", "MMMM", "EMME"].flatMap((name) => channel(`boson_EM_R2_3_${name}`, name));
const charged = (name: string): OperatorData[] =>
  referenceOperators(name)
    .filter(({ delta }) => delta > 0)
    .map((o) => ({ ...o, channel: o.channel!.startsWith("neutral") ? "neutral" : "charge-2" }));
const tricritical = [...channel("tim_eeee", "ε"), ...channel("tim_spspspsp", "σ′")];

/** Largest |E| of each component, from the operators with Δ ≤ cut. */
function residuals(equation: CrossingEquation, operators: readonly OperatorData[], cut: number): number[] {
  const residual = residualAt(
    equation,
    operators.filter(({ delta }) => delta <= cut),
  );
  return Array.from({ length: equation.rows / count }, (_, c) =>
    Math.max(...residual.slice(c * count, (c + 1) * count).map(Math.abs)),
  );
}

// Sizes found with mpmath at other points of the same largest |ρ|, for Δ ≤ 6, 10, 14, 20: hence a factor of 2.
const tables: readonly (readonly [
  string,
  CrossingEquation,
  readonly OperatorData[],
  readonly (readonly number[])[],
])[] = [
  [
    "Ising σ, ε",
    mixedSystem2d(circle, 1 / 8, 1, ["σ", "ε"]),
    ising,
    [
      [4.52e-6, 0.00835, 0.000264, 0.000486, 0.000321],
      [1.68e-8, 0.000128, 2.97e-6, 4.43e-6, 3.38e-6],
      [7.06e-11, 1.47e-6, 2.27e-8, 3.19e-8, 2.54e-8],
      [2.21e-14, 1.39e-9, 1.29e-11, 1.73e-11, 1.42e-11],
    ],
  ],
  [
    "compact boson E, M at R² = 3",
    mixedSystem2d(circle, 1 / 3, 3 / 4, ["E", "M"]),
    boson,
    [
      [0.000111, 0.00446, 0.00074, 0.002, 0.002],
      [5.36e-7, 4.68e-5, 6.88e-6, 1.54e-5, 1.54e-5],
      [2.75e-9, 4.07e-7, 5.05e-8, 1.06e-7, 1.06e-7],
      [1.06e-12, 2.81e-10, 2.79e-11, 5.58e-11, 5.57e-11],
    ],
  ],
  [
    "charged vertex operator, d = 0.1",
    u1System2d(circle, 0.1),
    charged("boson_u1_d0p1"),
    [
      [3.03e-6, 1.03e-5, 1.36e-5],
      [1.01e-8, 3.22e-8, 4.27e-8],
      [4.03e-11, 1.25e-10, 1.67e-10],
      [1.18e-14, 3.55e-14, 4.78e-14],
    ],
  ],
  [
    "charged vertex operator, d = 1/4",
    u1System2d(circle, 0.25),
    charged("boson_u1_d0p25"),
    [
      [5.67e-5, 4.97e-5, 0.000117],
      [2.33e-7, 2.1e-7, 4.83e-7],
      [1.08e-9, 9.8e-10, 2.23e-9],
      [3.7e-13, 3.4e-13, 7.66e-13],
    ],
  ],
  [
    "charged vertex operator, d = 1",
    u1System2d(circle, 1),
    charged("boson_u1_d1"),
    [
      [0.0157, 0.000969, 0.0151],
      [0.000257, 7.8e-6, 0.000252],
      [3.05e-6, 1.12e-7, 3.02e-6],
      [2.96e-9, 1.85e-10, 2.95e-9],
    ],
  ],
  [
    "tricritical Ising ε and σ′ side by side",
    stackedScalars2d(circle, { ε: 1 / 5, "σ′": 7 / 8 }),
    tricritical,
    [
      [2.252e-5, 0.009254],
      [9.044e-8, 0.0001282],
      [4.03e-10, 1.36e-6],
      [1.271e-13, 1.171e-9],
    ],
  ],
];

describe("exact operators with Δ ≤ cut solve every component, short of the truncation", () => {
  it.each(tables)("%s", (_, equation, operators, table) => {
    for (const [i, cut] of [6, 10, 14, 20].entries()) {
      for (const [c, size] of residuals(equation, operators, cut).entries()) {
        const ratio = size / table[i]![c]!;
        expect(ratio, `component ${c}, Δ ≤ ${cut}`).toBeGreaterThan(1 / 2);
        expect(ratio, `component ${c}, Δ ≤ ${cut}`).toBeLessThan(2);
      }
    }
  });

  it("and none that odd spins enter once their sign is wrong", () => {
    const flip = (operators: readonly OperatorData[]) =>
      operators.map((o) => (o.spin % 2 === 1 ? { ...o, ope2: -o.ope2 } : o));
    const vector = residuals(u1System2d(circle, 0.1), flip(charged("boson_u1_d0p1")), 20);
    expect(Math.min(...vector)).toBeGreaterThan(0.01);
    const mixed = residuals(mixedSystem2d(circle, 1 / 3, 3 / 4, ["E", "M"]), flip(boson), 20);
    expect(Math.max(...mixed.slice(0, 2))).toBeLessThan(1e-9);
    expect(Math.min(...mixed.slice(2))).toBeGreaterThan(0.01);
  });
});

const definitions: readonly (readonly [string, SystemDefinition])[] = [
  ["u1", u1Definition(0.3)],
  ["mixed", mixedDefinition(0.125, 1, ["σ", "ε"])],
  ["stacked", stackedDefinition({ a: 0.2, b: 0.875 })],
];
const places: readonly (readonly [spin: number, delta: number])[] = [
  [0, 0.7],
  [1, 1.4],
  [2, 5.25],
  [3, 3.125],
  [12, 20.5],
];
const spread = pointSet("spread", 9);

describe.each(definitions)("columns of the %s system", (_, definition) => {
  const equation = systemEquation2d(definition, spread);
  const { rows } = equation;
  const column = (name: string, spin: number, delta: number) => {
    const [value, derivative] = [new Float64Array(rows).fill(7), new Float64Array(rows).fill(7)];
    equation.column({ channel: name, spin }, delta, value, derivative);
    return { value, derivative };
  };
  const largest = (numbers: Iterable<number>) => Math.max(...Array.from(numbers, Math.abs));

  it("are 4^−Δ times the decimal ones, and so is the identity", () => {
    const decimal = new SystemColumnsDecimal(definition, spread, 20, scalarBlocks2d);
    const identity = decimal.identity();
    expect(largest(identity.map((f, i) => f.minus(equation.identity[i]!).toNumber()))).toBeLessThan(1e-15);
    for (const name of definition.channels) {
      for (const [spin, delta] of places) {
        const { value } = column(name, spin, delta);
        const scale = decimal.exact(4).pow(-delta);
        const exact = decimal.column({ channel: name, spin }, delta);
        const error = exact.map((f, i) => f.times(scale).minus(value[i]!).toNumber());
        expect(largest(error) / largest(value), `${name} (${delta}, ${spin})`).toBeLessThan(1e-14);
      }
    }
  });

  it("have the Δ-derivative of five-point differences", () => {
    for (const name of definition.channels) {
      for (const [spin, delta] of places) {
        const h = 1e-3 * Math.min(1, delta - spin);
        const at = (by: number) => column(name, spin, delta + by * h).value;
        const [far, near, below, farBelow] = [at(2), at(1), at(-1), at(-2)];
        const { derivative } = column(name, spin, delta);
        const error = derivative.map(
          (s, i) => s - (farBelow[i]! - far[i]! + 8 * (near[i]! - below[i]!)) / (12 * h),
        );
        expect(largest(error) / largest(derivative)).toBeLessThan(1e-8);
      }
    }
  });

  it("are zero in the components that their channel does not enter, and nowhere else", () => {
    const points = spread.re.length;
    for (const name of definition.channels) {
      const { value, derivative } = column(name, 2, 5.25);
      const entered = new Set(definition.entries.filter((e) => e.channel === name).map((e) => e.component));
      for (let i = 0; i < rows; i++) {
        const inside = entered.has(Math.floor(i / points));
        expect([value[i] !== 0, derivative[i] !== 0]).toEqual([inside, inside]);
      }
    }
    expect(() => column("nothing", 0, 1)).toThrow(/no channel nothing/);
  });

  it("name their rows", () => {
    expect(equation.functionals).toHaveLength(rows);
    expect(equation.functionals.at(-1)).toEqual({
      z: [spread.re.at(-1), spread.im.at(-1)],
      component: definition.components.at(-1)!.name,
    });
  });
});

describe("the magnitude of a component is that of the terms of exact solutions", () => {
  /** Largest sum of |terms| on both sides of the equation, over the points: the sum and the difference of F₋ and F₊ are the sides. */
  function moduli(definition: SystemDefinition, operators: readonly OperatorData[]): number[] {
    const opposite = {
      ...definition,
      entries: definition.entries.map((e) => ({ ...e, sign: e.sign === 1 ? (-1 as const) : (1 as const) })),
    };
    const equations = [definition, opposite].map((d) => systemEquation2d(d, circle)) as [
      CrossingEquation,
      CrossingEquation,
    ];
    const { rows } = equations[0];
    const sides = (a: Float64Array, b: Float64Array) =>
      a.map((x, i) => (Math.abs(x + b[i]!) + Math.abs(x - b[i]!)) / 2);
    const sum = sides(equations[0].identity, equations[1].identity);
    const derivative = new Float64Array(rows);
    for (const { delta, ope2, ...term } of operators) {
      const [first, second] = equations.map((equation) => {
        const value = new Float64Array(rows);
        equation.column(term, delta, value, derivative);
        return value;
      }) as [Float64Array, Float64Array];
      const terms = sides(first, second);
      for (let i = 0; i < rows; i++) sum[i]! += Math.abs(ope2) * 4 ** delta * terms[i]!;
    }
    return Array.from({ length: rows / count }, (_, c) => Math.max(...sum.slice(c * count, (c + 1) * count)));
  }

  it.each([
    // ⟨σεσε⟩ and its first block vanish near z = ½, where all points are
    ["Ising", mixedDefinition(1 / 8, 1, ["σ", "ε"]), ising, 20],
    ["boson, mixed", mixedDefinition(1 / 3, 3 / 4, ["E", "M"]), boson, 3],
    ["boson, charged", u1Definition(0.25), charged("boson_u1_d0p25"), 3],
    ["tricritical", stackedDefinition({ ε: 1 / 5, "σ′": 7 / 8 }), tricritical, 3],
  ] as const)("%s", (_, definition, operators, most) => {
    const { magnitude } = systemEquation2d(definition, circle);
    for (const [c, size] of moduli(definition, operators).entries()) {
      expect(magnitude[c * count]! / size).toBeGreaterThan(1 / 2);
      expect(magnitude[c * count]! / size).toBeLessThan(most);
    }
  });
});
