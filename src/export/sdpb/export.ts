import { type ProgramRequest, pose, questionOf } from "../../bounds/program/request.js";
import type { Theory } from "../../theory/theory.js";
import { sdpbJson } from "./json.js";
import { sdpbXml } from "./xml.js";

export interface SdpbOptions extends ProgramRequest {
  /** `json` for pmp2sdp of SDPB 2.5 and later, `xml` for SDPB 1.0 */
  readonly format: "json" | "xml";
  /** of a coefficient */
  readonly side?: "lower" | "upper";
}

/**
 * A theory's polynomial matrix program, piece by piece. `ope2[x]` maximises α(1): minus the upper bound where α(x) = 1, the lower one where
 * α(x) = −1. `delta[x]` asks whether there is an α at all: a dual solution excludes the gaps.
 *
 * @throws InputError as the request is wrong
 */
export function sdpbProgram(
  theory: Theory,
  { format, side = "upper", ...request }: SdpbOptions,
): Generator<string> {
  const posed = pose(theory, request);
  const { program } = posed;
  const question = questionOf(posed, program, side);
  const digits = Math.floor(program.functionals.fixed.bits * DIGITS_PER_BIT);
  return (format === "json" ? sdpbJson : sdpbXml)(program, question, digits);
}

/** log₁₀ 2, rounded down */
const DIGITS_PER_BIT = 0.3010299;
