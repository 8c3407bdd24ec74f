import { alike, isKnown, placedTerms } from "../../crossing/truncated/truncation.js";
import type { SolutionOperator, Warning } from "../result.js";
import type { Rung } from "../rung/rung.js";
import { flatDirection } from "./flat-direction.js";
import type { Solved } from "./solved.js";

interface WarningContext {
  readonly operators: readonly SolutionOperator[];
  /** number of other solutions of comparable evidence */
  readonly rivals: number;
  /** see assemble's isConfirmed */
  readonly confirmed: boolean;
  /** labels of operators that their rungs did not localise */
  readonly unlocalised: readonly string[];
  /** were there evaluations left for error bars? */
  readonly afforded: boolean;
}

/** χ² per informative row above which the tail model does not explain the residual. */
const HIGH_CHI2 = 2;

/** What a reader of the result has to know, by name. */
export function solutionWarnings(rung: Rung, solution: Solved, context: WarningContext): Warning[] {
  return [
    ...atRangeEnds(rung, solution),
    ...merged(rung, solution),
    ...vanishing(rung, solution),
    ...highChi2(rung, solution),
    ...flat(rung, solution),
    ...family(rung),
    ...unlocalised(context),
    ...unconfirmed(context),
    ...severalSolutions(context),
    ...unaffordable(context),
  ];
}

function atRangeEnds({ truncation }: Rung, { delta, ope2 }: Solved): Warning[] {
  const dimensions = truncation.operators.flatMap(({ label, lower, upper }, k) => {
    const value = delta[k]!;
    if (!(lower < upper && (value <= lower || value >= upper))) return [];
    return [{ code: "at-bound", message: `Δ of ${label} is at an end of its range [${lower}, ${upper}]` }];
  });
  const coefficients = placedTerms(truncation).flatMap((term, t) => {
    const [least, most] = term.ope2;
    if (isKnown(term) || !(ope2[t]! >= most || (least !== 0 && ope2[t]! <= least))) return [];
    return [
      { code: "at-bound", message: `OPE² of ${term.label} is at an end of its range [${least}, ${most}]` },
    ];
  });
  return [...dimensions, ...coefficients];
}

function merged({ truncation }: Rung, { delta }: Solved): Warning[] {
  const { operators, separation } = truncation;
  if (separation === 0) return [];
  const warnings: Warning[] = [];
  for (let k = 0; k < operators.length; k++) {
    for (let j = 0; j < k; j++) {
      if (!alike(operators[j]!, operators[k]!) || Math.abs(delta[j]! - delta[k]!) > 1.01 * separation)
        continue;
      const pair = `${operators[j]!.label} and ${operators[k]!.label}`;
      warnings.push({
        code: "merged",
        message: `${pair} are as near as the separation ${separation} allows: they may be one operator`,
      });
    }
  }
  return warnings;
}

function vanishing({ truncation }: Rung, { ope2 }: Solved): Warning[] {
  const terms = placedTerms(truncation);
  return truncation.operators.flatMap(({ label }, k) =>
    terms.every((term, t) => term.operator !== k || (ope2[t] === 0 && !isKnown(term)))
      ? [{ code: "absent", message: `OPE² of ${label} is zero: its dimension means nothing` }]
      : [],
  );
}

function highChi2({ model }: Rung, { fit }: Solved): Warning[] {
  if (!model || !fit) return [];
  const perRow = fit.chi2 / model.whitening.rows;
  if (perRow <= HIGH_CHI2) return [];
  return [
    {
      code: "high-chi2",
      message: `χ² is ${perRow.toPrecision(3)} a row: the spectrum or the cut does not fit`,
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

function unconfirmed({ confirmed }: WarningContext): Warning[] {
  if (confirmed) return [];
  const message =
    "the ladder found no rung that goes on from this solution: others with another tail may be as good; `crossing window --family` follows them";
  return [{ code: "unconfirmed", message }];
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

function unaffordable({ afforded }: WarningContext): Warning[] {
  if (afforded) return [];
  return [
    {
      code: "budget",
      message:
        "the budget ended before the error bars: nothing counts as determined; a larger one goes on from here",
    },
  ];
}
