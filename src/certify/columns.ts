import type { Decimal } from "decimal.js";
import { CrossedColumnsDecimal } from "../blocks/decimal/crossed-columns-decimal.js";
import { CrossedBlocks2d } from "../blocks/global-2d/crossed-blocks-2d.js";
import type { Term } from "../crossing/equation.js";
import { LineDefectDecimal } from "../crossing/line-defect/decimal-equation.js";
import type { PointSet } from "../crossing/points.js";
import type { OperatorData } from "../crossing/residual.js";
import { SystemColumnsDecimal } from "../crossing/system/decimal-columns.js";
import type { SystemDefinition2d } from "../crossing/system/definition.js";
import { mixedDefinition, stackedDefinition, u1Definition } from "../crossing/system/definitions.js";
import { systemModuli } from "../crossing/system/moduli.js";
import { InputError } from "../errors.js";
import type { FamilyName } from "../theory/family.js";
import type { Theory } from "../theory/theory.js";

/** An equation in decimal arithmetic. */
export interface DecimalColumns {
  readonly context: typeof Decimal;
  exact(value: number): Decimal;
  /** E₀ [rows] */
  identity(): Decimal[];
  /** F(Δ, ℓ) [rows] */
  column(term: Term, delta: number): Decimal[];
  /** sum of the moduli of the terms of E [rows] */
  moduli(identity: Float64Array, operators: readonly OperatorData[]): Float64Array;
}

type Build = (theory: Theory, points: PointSet, digits: number) => DecimalColumns;

const families: Readonly<Record<FamilyName, Build | null>> = {
  "global-2d": ({ external }, points, digits) => single(external.delta!, points, digits),
  "global-2d-joint": ({ external }, points, digits) => system(stackedDefinition(external), points, digits),
  "global-2d-u1": ({ external }, points, digits) => system(u1Definition(external.delta!), points, digits),
  "global-2d-mixed": ({ external }, points, digits) => {
    const [[first, one], [second, two]] = Object.entries(external) as [[string, number], [string, number]];
    return system(mixedDefinition(one, two, [first, second]), points, digits);
  },
  "line-defect": ({ external }, points, digits) => line(external.coupling!, points, digits),
  "superconformal-6d-20": null,
  "superconformal-6d-20-free": null,
};

/**
 * @param digits significant digits of the terms of E
 * @throws InputError for the families whose crossing equation there is in double precision alone, those of the 6D (2,0) theories
 */
export function decimalColumns(theory: Theory, points: PointSet, digits: number): DecimalColumns {
  const build = families[theory.family];
  if (build) return build(theory, points, digits);
  const allowed = Object.entries(families).flatMap(([family, known]) => (known ? [family] : []));
  throw new InputError({
    where: "family",
    found: theory.family,
    allowed: `only runs of these families are certified: ${allowed.join(", ")}`,
  });
}

function single(externalDelta: number, points: PointSet, digits: number): DecimalColumns {
  const blocks = new CrossedBlocks2d(points, externalDelta);
  const columns = new CrossedColumnsDecimal(points, externalDelta, digits);
  return {
    context: columns.context,
    exact: (value) => columns.exact(value),
    identity: () => columns.identity(),
    column: ({ spin }, delta) => columns.column(delta, spin),
    moduli(identity, operators) {
      const sum = identity.map(Math.abs);
      const moduli = new Float64Array(blocks.rows);
      for (const { spin, delta, ope2 } of operators) {
        blocks.magnitude(delta, spin, moduli);
        for (let i = 0; i < sum.length; i++) sum[i]! += Math.abs(ope2) * moduli[i]!;
      }
      return sum;
    },
  };
}

function system(definition: SystemDefinition2d, points: PointSet, digits: number): DecimalColumns {
  const columns = new SystemColumnsDecimal(definition, points, digits);
  return {
    context: columns.context,
    exact: (value) => columns.exact(value),
    identity: () => columns.identity(),
    column: (term, delta) => columns.column(term, delta),
    moduli: (identity, operators) => {
      const sum = systemModuli(definition, points, operators);
      return sum.map((entry, i) => entry + Math.abs(identity[i]!));
    },
  };
}

function line(coupling: number, points: PointSet, digits: number): DecimalColumns {
  const columns = new LineDefectDecimal(coupling, points, digits);
  return {
    context: columns.context,
    exact: (value) => columns.exact(value),
    identity: () => columns.identity(),
    column: (_, delta) => columns.column(delta),
    moduli: (identity, operators) => columns.moduli(identity, operators),
  };
}
