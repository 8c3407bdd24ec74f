import { InputError } from "../../errors.js";

/** What SDPB found. */
export interface SdpbAnswer {
  readonly terminateReason: string;
  /** `optimal`, or what of a feasibility problem was decided; null where the solver did not finish: its numbers mean nothing */
  readonly outcome: "optimal" | "functional" | "solution" | null;
  readonly primalObjective: string;
  readonly dualObjective: string;
}

/**
 * Reads `FILE.out` of SDPB 1.0 or `out.txt` of later ones.
 *
 * @param file for messages
 * @throws InputError where it is none, or was cut
 */
export function readSdpbAnswer(text: string, file: string): SdpbAnswer {
  const entry = (key: string) => {
    const [, value] = new RegExp(`^\\s*${key}\\s*=\\s*"?([^";\\n]*)"?\\s*;`, "m").exec(text) ?? [];
    if (value === undefined)
      throw new InputError({
        where: file,
        field: key,
        allowed: "is missing: no answer of SDPB, or a part of one",
      });
    return value.trim();
  };
  const terminateReason = entry("terminateReason");
  const numbers = ["primalObjective", "dualObjective"].map((key) => {
    const value = entry(key);
    if (!/^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i.test(value))
      throw new InputError({ where: file, field: key, found: value, allowed: "must be a number" });
    return value;
  });
  const [primalObjective, dualObjective] = numbers as [string, string];
  return { terminateReason, outcome: OUTCOMES[terminateReason] ?? null, primalObjective, dualObjective };
}

/**
 * What is decided of a program without an objective. Its primal side is Σ a F(operator) = t F(identity) with
 * a ⪰ 0 and t the primal objective: a solution of the crossing equations where t < 0. Operators whose sum is
 * a positive multiple of the identity say nothing, and an optimum of 0 is a functional that vanishes
 * somewhere.
 *
 * @returns null where nothing is decided
 */
export function feasibilityOf({ outcome, primalObjective }: SdpbAnswer): "functional" | "solution" | null {
  if (outcome === "optimal") return "functional";
  return outcome === "solution" && !(Number(primalObjective) < 0) ? null : outcome;
}

/** SDPB's dual side holds the functionals: "dual feasible" is one, "primal feasible" is a solution of the crossing equations. */
const OUTCOMES: Readonly<Record<string, SdpbAnswer["outcome"]>> = {
  "found primal-dual optimal solution": "optimal",
  "found dual feasible solution": "functional",
  "dual feasible jump detected": "functional",
  "found primal feasible solution": "solution",
  "primal feasible jump detected": "solution",
};
