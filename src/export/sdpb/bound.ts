import { defaultTruncation } from "../../bounds/program/default-truncation.js";
import type { ProgramRequest } from "../../bounds/program/request.js";
import type { Theory } from "../../theory/theory.js";
import { feasibilityOf, readSdpbAnswer, type SdpbAnswer } from "./answer.js";
import { type SdpbRun, solveWithSdpb } from "./solve.js";

/** What SDPB says of a quantity, its reason to end first. */
export interface SdpbBound {
  readonly terminateReason: string;
  readonly theory: string;
  readonly quantity: string;
  readonly lambda: number;
  readonly gaps: readonly string[];
  /**
   * `solved`: optimal; `excluded`: a functional excludes the gaps; `allowed`: a solution has them; `unfinished`: the solver did not end, no
   * number of its is given
   */
  readonly status: "solved" | "excluded" | "allowed" | "unfinished";
  readonly lower: number | null;
  readonly upper: number | null;
}

/** A file that SDPB wrote. */
export interface GivenAnswer {
  readonly file: string;
  readonly text: string;
}

/**
 * Runs an installed SDPB on a theory's program, or reads its answer.
 *
 * @param side of a coefficient
 * @param given an answer; without one SDPB is run
 * @param run how
 * @throws InputError for a file that is none or was cut, and where SDPB is to be run and is not installed
 */
export async function boundBySdpb(
  theory: Theory,
  request: ProgramRequest,
  {
    side,
    given,
    run,
  }: { readonly side: "lower" | "upper"; readonly given?: GivenAnswer; readonly run?: SdpbRun },
): Promise<SdpbBound> {
  const answer =
    given === undefined
      ? await solveWithSdpb(theory, { ...request, side }, run)
      : readSdpbAnswer(given.text, given.file);
  const optimal = answer.outcome === "optimal" && request.quantity.startsWith("ope2");
  const value = Number(answer.dualObjective);
  return {
    terminateReason: answer.terminateReason,
    theory: theory.name,
    quantity: request.quantity,
    lambda: request.lambda ?? defaultTruncation.lambda,
    gaps: request.gaps ?? [],
    status: request.quantity.startsWith("ope2") ? coefficientStatus(answer) : gapStatus(answer),
    lower: optimal && side === "lower" ? Math.max(0, value) : null,
    upper: optimal && side === "upper" ? -value : null,
  };
}

const coefficientStatus = ({ outcome }: SdpbAnswer) => (outcome === "optimal" ? "solved" : "unfinished");

function gapStatus(answer: SdpbAnswer): SdpbBound["status"] {
  const decided = feasibilityOf(answer);
  if (decided === null) return "unfinished";
  return decided === "functional" ? "excluded" : "allowed";
}
