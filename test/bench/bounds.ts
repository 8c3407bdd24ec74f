/**
 * Rigorous bounds on coefficients of the line defect beside published ones: `node --import tsx test/bench/bounds.ts OUT` writes OUT/bounds.json, without the
 * functionals (`crossing bound … --json` prints them), and the table of OUT/README.md on standard output.
 */
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { type Bound, bound } from "../../src/bounds/bound.js";
import type { BoundSide } from "../../src/bounds/side.js";
import { loadTheory } from "../../src/theory/load.js";
import type { Theory } from "../../src/theory/theory.js";

const out = process.argv[2] ?? "results/line-defect";

const CASES: readonly (readonly [g: number, derivatives: number, name: string])[] = [
  ...[6, 10, 15, 20, 30, 40].map((derivatives) => [1, derivatives, "Δ1"] as const),
  ...["Δ2", "Δ3"].map((name) => [1, 20, name] as const),
  ...[0.1, 0.2, 0.5, 2, 3, 4].flatMap((g) => [20, 30].map((derivatives) => [g, derivatives, "Δ1"] as const)),
];

const bounds = CASES.map(([g, derivatives, name]) => {
  const theory = loadTheory("line-defect", { set: { g } });
  const found = bound(theory, { quantity: `ope2[${name}]`, points: `derivatives:${derivatives}` });
  const published = interval(theory, name);
  console.log(row(found, derivatives, published));
  return { ...found, lower: withoutProof(found.lower!), upper: withoutProof(found.upper!), published };
});
mkdirSync(out, { recursive: true });
const command = "node --import tsx test/bench/bounds.ts results/line-defect";
writeFileSync(join(out, "bounds.json"), `${JSON.stringify({ command, bounds })}\n`);

function interval(theory: Theory, name: string): readonly [number, number] | null {
  const [lower, upper] = (["lower", "upper"] as const).map((end) =>
    theory.published.find(
      ({ kind, quantity, at }) =>
        kind === end && quantity === `ope2[${name}]` && at.g === theory.parameters.g,
    ),
  );
  return lower && upper ? [lower.value, upper.value] : null;
}

function withoutProof({ functional: _, ...side }: BoundSide) {
  return side;
}

/** g, coefficient, N, interval, half-width, published half-width, distance of the middles, zeros of both functionals, CPU s */
function row(found: Bound, derivatives: number, published: readonly [number, number] | null): string {
  const zeros = ({ operators }: BoundSide) =>
    operators
      .flatMap(({ name, delta }) => (name === null ? [delta === null ? "∞" : delta.toPrecision(4)] : []))
      .join(" ");
  const known = published
    ? [
        ((published[1] - published[0]) / 2).toExponential(1),
        (found.middle! - (published[0] + published[1]) / 2).toExponential(1),
      ]
    : ["–", "–"];
  const cells = [
    found.parameters.g!,
    found.quantity.slice(5, -1),
    derivatives,
    `[${found.min!.toPrecision(13)}, ${found.max!.toPrecision(13)}]`,
    found.halfWidth!.toExponential(2),
    ...known,
    Math.max(found.lower!.gap, found.upper!.gap).toExponential(0),
    `${zeros(found.lower!)}; ${zeros(found.upper!)}`,
    found.cpuSeconds.toFixed(1),
  ];
  return `| ${cells.join(" | ")} |`;
}
