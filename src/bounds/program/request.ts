import { InputError } from "../../errors.js";
import { parseQuantity } from "../../theory/quantities.js";
import type { OperatorSpec, Theory } from "../../theory/theory.js";
import { defaultTruncation } from "./default-truncation.js";
import {
  assumptionsOf,
  functionalsOf,
  isCombined,
  isolatedAt,
  type ScalarFamily,
  scalarFamily,
  sectorOf,
} from "./of-theory.js";
import { type Assumptions, type FunctionalProgram, functionalProgram, type Isolated } from "./program.js";
import { coefficientQuestion, feasibility, type Question } from "./question.js";

/** What is asked of a theory: as a command line or a library call says it. */
export interface ProgramRequest {
  /** `delta[ε]` or `ope2[T]` */
  readonly quantity: string;
  /** λ, the largest number of derivatives in z and z̄ together; default 11 */
  readonly lambda?: number;
  /** to which blocks are approximated; default 16 */
  readonly digits?: number;
  /** such as `0 > 1.4` */
  readonly gaps?: readonly string[];
  /** largest spin of which positivity is asked for; default by λ */
  readonly spins?: number;
}

/** A program, and which of its operators is asked for. */
export interface PosedProgram {
  readonly family: ScalarFamily;
  readonly kind: "delta" | "ope2";
  readonly operator: OperatorSpec;
  readonly assumptions: Assumptions;
  readonly lambda: number;
  readonly digits: number;
  /** The program with the operators of the target's sector and spin from another dimension on. */
  withGap(delta: number): FunctionalProgram;
  readonly program: FunctionalProgram;
}

/** @throws InputError for a theory without functionals, an unknown quantity, a gap or truncation out of range */
export function pose(theory: Theory, request: ProgramRequest): PosedProgram {
  const { lambda = defaultTruncation.lambda, digits = defaultTruncation.digits, gaps = [], spins } = request;
  const family = scalarFamily(theory);
  const { kind, operator: index } = parseQuantity(request.quantity, theory);
  const operator = theory.spectrum[index]!;
  const own = sectorOf(operator, family);
  if (kind === "delta" && isCombined(own, family)) {
    const allowed = "coefficients of this operator are tied to others at its dimension: ask of another one";
    throw new InputError({ where: "quantity", found: request.quantity, allowed });
  }
  const sector = own.name;
  const isTarget = (other: Isolated) =>
    other.sector === sector && other.spin === operator.spin && other.delta === operator.fixedDelta;
  const stated = assumptionsOf(theory, family, { gaps, ...(spins !== undefined && { spins }) });
  // of the target itself nothing is assumed
  const assumptions = { ...stated, isolated: stated.isolated.filter((other) => !isTarget(other)) };
  const functionals = functionalsOf(family, { lambda, digits });
  const build = (given: Assumptions) => functionalProgram(functionals, family, given);
  return {
    family,
    kind,
    operator,
    assumptions,
    lambda,
    digits,
    withGap: (delta) => {
      const others = assumptions.gaps.filter((gap) => gap.sector !== sector || gap.spin !== operator.spin);
      return build({ ...assumptions, gaps: [...others, { sector, spin: operator.spin, delta }] });
    },
    get program() {
      return build(assumptions);
    },
  };
}

/**
 * The question of a coefficient, at the dimension of the theory file.
 *
 * @throws InputError for an operator of unknown dimension, or of a sector where coefficients are matrices
 */
export function questionOf(
  { kind, operator, family }: PosedProgram,
  program: FunctionalProgram,
  side: "lower" | "upper",
): Question {
  const { fixedDelta, name } = operator;
  const refuse = (allowed: string) =>
    new InputError({ where: "quantity", found: `${kind}[${name ?? ""}]`, allowed });
  const sector = sectorOf(operator, family);
  if (kind === "delta") return feasibility(program);
  if (fixedDelta === null) throw refuse("the coefficient of an operator of known dimension");
  if (sector.size > 1) throw refuse("an operator of a sector with one coefficient each");
  return coefficientQuestion(program, family, isolatedAt(operator, family, fixedDelta), side);
}
