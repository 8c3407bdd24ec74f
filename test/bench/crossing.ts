import { PointColumns, WhitenedColumns } from "../../src/crossing/columns.js";
import { Elimination } from "../../src/crossing/elimination/bounded.js";
import { identicalScalars2d } from "../../src/crossing/equation.js";
import { pointSet } from "../../src/crossing/points.js";
import { JointProblem } from "../../src/crossing/problems/joint.js";
import { ReducedProblem } from "../../src/crossing/problems/reduced.js";
import { identicalScalarsTail } from "../../src/crossing/tail/free-tail.js";
import { type NodeColumns, whiten } from "../../src/crossing/tail/whitening.js";
import { TruncatedEquation } from "../../src/crossing/truncated/truncated-equation.js";
import type { KeptOperator, Truncation } from "../../src/crossing/truncated/truncation.js";
import { Random } from "../../src/math/random.js";
import { interiorPoint } from "../../src/search/explore/interior-point.js";
import { type Measurement, medianTime } from "./measurement.js";

/** BootSTOP's problem: 16 operators of ⟨σσσσ⟩ in the 2D Ising model at its 180 points, every dimension unknown. */
const SPINS = [0, 0, 0, 0, 2, 2, 2, 4, 4, 4, 6, 6, 6, 8, 8, 10];
const BATCH = 64;
const HIGHEST = 11.5;
const externalDelta = 0.125;
const tail = identicalScalarsTail("gff", externalDelta);

const equation = identicalScalars2d(pointSet("bootstop-180"), externalDelta);
const ranges = SPINS.map((spin) => ({
  channel: "singlet",
  spin,
  lower: Math.max(spin, 0.1),
  upper: HIGHEST,
}));
const operators = SPINS.map(
  (spin, k): KeptOperator => ({
    label: `#${k + 1}`,
    spin,
    lower: Math.max(spin, 0.1),
    upper: HIGHEST,
    terms: [{ channel: "singlet", label: `#${k + 1}`, ope2: [0, 2] }],
  }),
);
const truncation: Truncation = { operators, cut: 10.5, separation: 0.15 };

/** Times of what a search asks of the crossing equation, uniform places. */
export function benchmarkCrossing(): Measurement[] {
  const tables = medianTime(3, () => new PointColumns(equation, ranges));
  const points = new PointColumns(equation, ranges);
  const nodes: NodeColumns = new Map();
  whiten(equation, tail.nodes(truncation.cut), nodes);
  const whitening = medianTime(5, () => whiten(equation, tail.nodes(truncation.cut), nodes));
  const columns = new WhitenedColumns(points, whiten(equation, tail.nodes(truncation.cut), nodes));
  columns.setAmplitude(1);
  const plain = new TruncatedEquation(points, truncation, null);
  const whitened = new TruncatedEquation(columns, truncation, { tail, amplitude: 1 });
  return [
    ...jointTimes(new JointProblem(plain)),
    ...reducedTimes(new ReducedProblem(plain), "plain"),
    ...reducedTimes(new ReducedProblem(whitened), "whitened"),
    eliminationTime(whitened),
    { name: "table build, 6 spins × 180 points", median_us: tables, per: "build" },
    { name: "whitening, 180 points", median_us: whitening, per: "whitening" },
    interiorPointTime(new ReducedProblem(whitened)),
  ];
}

function places({ lower, upper }: { lower: Float64Array; upper: Float64Array }): Float64Array[] {
  const random = Random.stream(1);
  return Array.from({ length: BATCH }, () => lower.map((low, k) => random.between(low, upper[k]!)));
}

function jointTimes(problem: JointProblem): Measurement[] {
  const batch = places(problem);
  const residual = new Float64Array(problem.rowCount);
  const jacobian = new Float64Array(problem.rowCount * problem.names.length);
  let k = 0;
  const next = () => batch[k++ % BATCH]!;
  const size = "16 operators × 180 points";
  return [
    {
      name: `residual, ${size}`,
      median_us: medianTime(2000, () => problem.residual(next(), residual)),
      per: "evaluation",
      target_us: 25,
    },
    {
      name: `residual and Jacobian, ${size}`,
      median_us: medianTime(2000, () => problem.linearise(next(), residual, jacobian)),
      per: "evaluation",
      target_us: 60,
    },
  ];
}

function reducedTimes(problem: ReducedProblem, rows: string): Measurement[] {
  const batch = places(problem);
  const residual = new Float64Array(problem.rowCount);
  const jacobian = new Float64Array(problem.rowCount * problem.names.length);
  let k = 0;
  return [
    {
      name: `${BATCH} reduced proposals with elimination, 16 operators × 180 points, ${rows}`,
      median_us: medianTime(60, () => {
        for (const x of batch) problem.residual(x, residual);
      }),
      per: "batch",
      target_us: 3000,
    },
    {
      name: `reduced residual and Kaufman Jacobian, 16 operators × 180 points, ${rows}`,
      median_us: medianTime(500, () => problem.linearise(batch[k++ % BATCH]!, residual, jacobian)),
      per: "evaluation",
    },
  ];
}

function eliminationTime(equationAtPlaces: TruncatedEquation): Measurement {
  const { rows, count, constant, matrix, lower, upper } = equationAtPlaces;
  const elimination = new Elimination(rows, count);
  return {
    name: `elimination alone, ${rows} rows × ${count} columns`,
    median_us: medianTime(1000, () => elimination.solve(constant, matrix, lower, upper)),
    per: "solution",
  };
}

/** A whole polish of the interior point, divided by the evaluations it took. */
function interiorPointTime(problem: ReducedProblem): Measurement {
  const start = places(problem)[0]!;
  let evaluations = 0;
  const counted: ReducedProblem = Object.create(problem, {
    linearise: {
      value: (x: Float64Array, residual: Float64Array, jacobian: Float64Array) => {
        evaluations++;
        problem.linearise(x, residual, jacobian);
      },
    },
  });
  interiorPoint(counted, start);
  const whole = evaluations;
  return {
    name: "interior point, 16 unknown dimensions",
    median_us: medianTime(3, () => interiorPoint(problem, start)) / whole,
    per: "evaluation of residual and Jacobian, the iteration around it included",
  };
}
