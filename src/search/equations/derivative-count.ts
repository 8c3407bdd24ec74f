import { type Columns, PointColumns } from "../../crossing/columns.js";
import { derivativeSet } from "../../crossing/points.js";
import { ReducedProblem } from "../../crossing/problems/reduced.js";
import { TruncatedEquation } from "../../crossing/truncated/truncated-equation.js";
import { isFixed } from "../../crossing/truncated/truncation.js";
import { InputError } from "../../errors.js";
import { Random } from "../../math/random.js";
import { familyOf } from "../../theory/family-of.js";
import type { Rung, Theory } from "../../theory/theory.js";
import { uniformPlace } from "../explore/proposals.js";
import { truncation } from "../rung/truncation.js";
import { ROW_TOLERANCE } from "./row-equations.js";

const FEWEST = 4;
const MOST = 20;
const STARTS = 60;
/** Share of places at which the coefficients alone have to solve all rows. */
const SHARE = 0.6;

/**
 * The largest number of even derivatives whose rows, constraints included, the coefficients alone solve at most random dimensions: beyond it the truncation
 * shows. Chosen without a look at what comes out.
 *
 * @throws InputError where even few derivatives are too many
 */
export function feasibleDerivatives(theory: Theory, { operators, cut }: Rung): number {
  const kept = truncation(theory, operators, cut);
  const equation = familyOf(theory).equation(derivativeSet(MOST));
  const ranges = kept.operators
    .filter((operator) => !isFixed(operator))
    .flatMap(({ terms, spin, lower, upper }) =>
      terms.map(({ channel }) => ({ channel, spin, lower, upper })),
    );
  const columns = new PointColumns(equation, ranges, { poles: (term) => familyOf(theory).blockDomain(term) });
  let best = 0;
  for (let count = FEWEST; count <= MOST; count++) {
    const rows = equation.functionals.flatMap((row, i) =>
      "derivative" in row && row.derivative >= 2 * count ? [] : [i],
    );
    const selected = new TruncatedEquation(selectedRows(columns, rows), kept, null);
    if (feasibleShare(new ReducedProblem(selected)) < SHARE) break;
    best = count;
  }
  if (best > 0) return best;
  throw new InputError({
    where: "points",
    found: "derivatives:auto",
    allowed: `no ${FEWEST} derivatives can be solved at most dimensions: more operators are needed`,
  });
}

function feasibleShare(problem: ReducedProblem): number {
  const random = Random.stream(1);
  const residual = new Float64Array(problem.rowCount);
  let feasible = 0;
  for (let start = 0; start < STARTS; start++) {
    problem.residual(uniformPlace(problem, random), residual);
    if (residual.every((entry) => Math.abs(entry) <= ROW_TOLERANCE)) feasible++;
  }
  return feasible / STARTS;
}

/** Some of the rows of columns, in their order. */
function selectedRows(columns: Columns, rows: readonly number[]): Columns {
  const all = new Float64Array(columns.rows);
  const pick = (out: Float64Array, offset: number) => {
    for (const [i, row] of rows.entries()) out[offset + i] = all[row]!;
  };
  return {
    rows: rows.length,
    identity: Float64Array.from(rows, (row) => columns.identity[row]!),
    term(term) {
      const column = columns.term(term);
      return {
        value(delta, out, offset) {
          column.value(delta, all, 0);
          pick(out, offset);
        },
        derivative(delta, out, offset) {
          column.derivative(delta, all, 0);
          pick(out, offset);
        },
      };
    },
  };
}
