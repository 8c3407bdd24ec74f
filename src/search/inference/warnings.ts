import type { SolutionOperator, Warning } from "../result.js";
import type { Rung } from "../rung/rung.js";
import type { Confirmation } from "./confirmation.js";
import { HIGH_CHI2 } from "./criteria.js";
import { conservedSpins } from "./degenerate.js";
import { flatDirection } from "./flat-direction.js";
import type { Solved } from "./solved.js";

interface WarningContext {
  readonly operators: readonly SolutionOperator[];
  /** number of other solutions of comparable evidence */
  readonly rivals: number;
  readonly standing: Confirmation;
  /** what makes the solution none */
  readonly flaws: readonly Warning[];
  /** what was given that may be wrong, where levels contradict each other */
  readonly suspects: readonly string[];
  /** labels of operators that their rungs did not localise */
  readonly unlocalised: readonly string[];
  /** were there evaluations left for error bars? */
  readonly afforded: boolean;
}

/** What a reader of the result has to know, by name. */
export function solutionWarnings(rung: Rung, solution: Solved, context: WarningContext): Warning[] {
  return [
    ...context.flaws,
    ...currents(rung, solution),
    ...highChi2(rung, solution),
    ...flat(rung, solution),
    ...family(rung),
    ...unlocalised(context),
    ...suspectInput(context),
    ...unconfirmed(context),
    ...severalSolutions(context),
    ...unaffordable(context),
  ];
}

function currents(rung: Rung, solution: Solved): Warning[] {
  return conservedSpins(rung, solution).map((label) => ({
    code: "current",
    message: `${label} stands at its unitarity bound: a conserved current, its interval is one-sided`,
  }));
}

function highChi2({ model }: Rung, { fit }: Solved): Warning[] {
  if (!model || !fit) return [];
  const perRow = fit.chi2 / Math.max(1, fit.informativeRows);
  if (perRow <= HIGH_CHI2) return [];
  return [
    {
      code: "high-chi2",
      message: `χ² is ${perRow.toPrecision(3)} an informative row: the spectrum or the cut does not fit`,
    },
  ];
}

function flat(rung: Rung, { fit }: Solved): Warning[] {
  const direction = fit ? flatDirection(rung, fit) : null;
  if (!direction) return [];
  const list = direction.operators.join(", ");
  return [
    {
      code: "flat-direction",
      message: `a family of solutions: ${list} can move together (by ${direction.size.toPrecision(2)} of their coefficients, or in Δ)`,
    },
  ];
}

function family({ objective }: Rung): Warning[] {
  if (objective !== "equations") return [];
  const message =
    "more unknowns than rows: these are members of families of solutions; `crossing window` gives the range of a quantity";
  return [{ code: "flat-direction", message }];
}

function unlocalised({ unlocalised }: WarningContext): Warning[] {
  if (unlocalised.length === 0) return [];
  return [
    { code: "not-localised", message: `the data do not localise ${[...new Set(unlocalised)].join(", ")}` },
  ];
}

/** Why nothing is determined where other levels do not stand by a solution. */
const UNCONFIRMED: Readonly<Record<Exclude<Confirmation, "confirmed">, string>> = {
  suspect:
    "the levels of truncation contradict each other by more than tails of one theory ever do: something that was given is wrong",
  "single-level":
    "no other level of truncation confirms this solution: others with another tail may be as good; `crossing window --family` follows them",
  "lost-below":
    "the ladder found no rung that goes on from this solution: others with another tail may be as good; `crossing window --family` follows them",
  "broken-above":
    "the next rung is worse than this one by more than real tails scatter: it does not go on from this solution",
};

function suspectInput({ suspects }: WarningContext): Warning[] {
  if (suspects.length === 0) return [];
  return [
    {
      code: "suspect-input",
      message: `one level of truncation contradicts the other, something given is wrong; let go, this makes the ladder go on: ${suspects.join("; ")}`,
    },
  ];
}

function unconfirmed({ standing }: WarningContext): Warning[] {
  return standing === "confirmed" ? [] : [{ code: "unconfirmed", message: UNCONFIRMED[standing] }];
}

function severalSolutions({ rivals }: WarningContext): Warning[] {
  if (rivals === 0) return [];
  return [
    {
      code: "several-solutions",
      message: `${rivals} other solution${rivals > 1 ? "s fit" : " fits"} as well: see solutions`,
    },
  ];
}

export const BARS_UNAFFORDED: Warning = {
  code: "budget",
  message:
    "the budget ended before the error bars: nothing counts as determined; a larger one goes on from here",
};

function unaffordable({ afforded }: WarningContext): Warning[] {
  if (afforded) return [];
  return [BARS_UNAFFORDED];
}
