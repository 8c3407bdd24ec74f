import { InputError } from "../../errors.js";
import type { SearchResult } from "../../search/result.js";
import { Clock } from "../../search/runtime/clock.js";
import type { Theory } from "../../theory/theory.js";
import { defaultTruncation } from "../program/default-truncation.js";
import { functionalsOf, scalarFamily } from "../program/of-theory.js";
import { type Rounds, told } from "../rounds.js";
import { coefficientInterval, dimensionInterval, type Interval, type JudgeProgram } from "./intervals.js";
import { assumptionTexts, givenAssumptions, levelsOf, withOwnGaps } from "./levels.js";
import { type JudgeQuestion, questionsOf } from "./questions.js";

/** A determined number of a run beside what is proved of it. */
export interface JudgedNumber {
  /** `delta[ε]`, as `compare` names it */
  readonly quantity: string;
  readonly spin: number;
  readonly value: number;
  readonly error: number;
  readonly interval95: readonly [number, number];
  readonly status: Interval["status"];
  /** every solution with what is assumed has it between these; null where that was not proved */
  readonly lower: number | null;
  readonly upper: number | null;
  /** `bars`: outside, but its 95 % interval reaches in; null where there is no interval */
  readonly verdict: "inside" | "bars" | "outside" | null;
  /** width of the interval over the run's bar: a large one judges little; null where one end is missing */
  readonly widthOverBar: number | null;
  /** does the interval use numbers that the run found? */
  readonly conditional: boolean;
  readonly cpuSeconds: number;
}

/** What rigorous bounds say of a run. */
export interface Judgement {
  readonly theory: string;
  readonly parameters: Readonly<Record<string, number>>;
  readonly lambda: number;
  readonly digits: number;
  readonly assume: "given" | "isolated";
  readonly assumptions: readonly string[];
  /** determined numbers are outside, or what is assumed of the run has no solution */
  readonly contradicted: boolean;
  /** false where it was ended before all numbers were judged */
  readonly complete: boolean;
  readonly rows: readonly JudgedNumber[];
  /** determined numbers for which there is an interval only with the run's own gaps, or none */
  readonly notJudged: readonly string[];
}

export interface JudgeRequest {
  readonly lambda?: number;
  readonly digits?: number;
  readonly spins?: number;
  /** `isolated`: the run's own gaps too */
  readonly assume?: "given" | "isolated";
  /** only these quantities */
  readonly quantities?: readonly string[];
}

export interface JudgeProgress {
  readonly quantity: string;
  readonly round: number;
  readonly columns: number;
  readonly violation: number | null;
}

/**
 * Rigorous intervals for the determined numbers of a run. Assumed are unitarity and what the theory file gives: fixed dimensions, and that
 * the others of a spin lie where its ranges begin or higher. With `isolated`, the run's own gaps too: its operators are the only ones up to
 * the highest determined one of their spin, each within five of its bars.
 *
 * @throws InputError for a theory without functionals, matrices of coefficients, or nothing to judge
 */
export function* judge(
  theory: Theory,
  result: Pick<SearchResult, "operators" | "external">,
  request: JudgeRequest,
): Rounds<Judgement, JudgeProgress> {
  const { lambda = defaultTruncation.lambda, digits = defaultTruncation.digits, assume = "given" } = request;
  const family = scalarFamily(theory);
  if (family.sectors.some(({ size }) => size > 1)) {
    const allowed = "sectors of matrices need semidefinite programs, which the judge does not solve";
    throw new InputError({ where: "judge", found: theory.name, allowed });
  }
  const given = givenAssumptions(theory, family);
  const levels = levelsOf(result.operators, family);
  const own = assume === "isolated" ? withOwnGaps(given, levels, family) : null;
  const questions = questionsOf(result.operators, levels, request.quantities);
  if (questions.length === 0)
    throw new InputError({ where: "judge", allowed: "the run determines no number that a bound can judge" });
  const program: JudgeProgram = {
    functionals: functionalsOf(family, { lambda, digits }),
    family,
    given,
    levels,
    own: own !== null,
    error: Number(`1e-${digits}`),
    ...(request.spins !== undefined && { spins: request.spins }),
  };
  const found = (result.external ?? []).length > 0;
  const rows: JudgedNumber[] = [];
  const notJudged: string[] = [];
  let stopped = false;
  for (const question of questions) {
    const clock = new Clock();
    const rounds = question.which === "delta" ? dimensionInterval : coefficientInterval;
    const interval: Interval | null = yield* told(
      rounds(program, question),
      ({ round, columns, violation }) => ({ quantity: question.quantity, round, columns, violation }),
      () => {
        stopped = true;
      },
    );
    if (interval === null) notJudged.push(question.quantity);
    else rows.push(judged(question, interval, found, clock.cpuSeconds));
    if (stopped) break;
  }
  return {
    theory: theory.name,
    parameters: theory.parameters,
    lambda,
    digits,
    assume,
    assumptions: assumptionTexts(own ?? given, family),
    contradicted: rows.some(({ verdict, status }) => verdict === "outside" || status === "infeasible"),
    complete: !stopped,
    rows,
    notJudged,
  };
}

/** @param found are parameters of the theory numbers that the run found? */
function judged(
  { quantity, spin, estimate }: JudgeQuestion,
  { status, lower, upper, conditional }: Interval,
  found: boolean,
  cpuSeconds: number,
): JudgedNumber {
  const { value, error, interval95 } = estimate;
  const reaches = (low: number, high: number) => low <= (upper ?? high) && high >= (lower ?? low);
  const verdict = () => {
    if (status === "infeasible" || (lower === null && upper === null)) return null;
    if (reaches(value, value)) return "inside";
    return reaches(...interval95) ? "bars" : "outside";
  };
  return {
    quantity,
    spin,
    value,
    error,
    interval95,
    status,
    lower,
    upper,
    verdict: verdict(),
    widthOverBar: lower === null || upper === null ? null : (upper - lower) / error,
    conditional: conditional || found,
    cpuSeconds,
  };
}
