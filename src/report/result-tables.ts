import { firstLines } from "../archive/operator-lines.js";
import { evidenceOf } from "../archive/ranking.js";
import { matchedPulls } from "../compare/compare.js";
import { formatPull } from "../compare/comparison-table.js";
import { formatPlain, formatReference, formatUncertain } from "../compare/uncertainty.js";
import type { DerivedNumber, Estimate, SearchResult, Solution, SolutionOperator } from "../search/result.js";
import type { Table } from "./table.js";

/**
 * Operators in printed order, with their channels where there are several; `exact` and pulls only where the theory file knows exact values.
 * @param shown whether an operator has a line; their numbers stay
 */
export function operatorTable(
  operators: readonly SolutionOperator[],
  shown: (operator: SolutionOperator) => boolean = () => true,
): Table {
  const several = new Set(operators.map(({ channel }) => channel)).size > 1;
  const known = operators.some((operator) => operator.exact !== undefined);
  const reference = known
    ? ([
        { title: "exact", align: "right" },
        { title: "pull", align: "right" },
      ] as const)
    : [];
  return {
    columns: [
      { title: "#", align: "right" },
      { title: "name", align: "left" },
      ...(several ? [{ title: "channel", align: "left" } as const] : []),
      { title: "ℓ", align: "right" },
      { title: "Δ", align: "left" },
      ...reference,
      { title: "OPE²", align: "left" },
      ...reference,
      { title: "", align: "left" },
    ],
    rows: operators.flatMap((operator, index) => {
      if (!shown(operator)) return [];
      const pulls = matchedPulls(operator);
      const beside = (which: "delta" | "ope2") =>
        known
          ? [
              operator.exact ? formatReference(operator.exact[which], operator[which].error) : "–",
              formatPull(pulls[which]),
            ]
          : [];
      return [
        [
          String(index + 1),
          operator.name ?? "",
          ...(several ? [operator.channel] : []),
          String(operator.spin),
          estimateText(operator.delta, operator.determined),
          ...beside("delta"),
          estimateText(operator.ope2, operator.determined),
          ...beside("ope2"),
          operator.determined ? "" : "undetermined",
        ],
      ];
    }),
  };
}

/** Numbers that follow from those of the best solution. */
export function derivedTable(derived: readonly DerivedNumber[]): Table {
  return {
    columns: [
      { title: "derived", align: "left" },
      { title: "value", align: "left" },
      { title: "", align: "left" },
    ],
    rows: derived.map(({ name, value, error, meaning }) => [name, derivedText(value, error), meaning ?? ""]),
  };
}

function derivedText(value: number | null, error: number | null): string {
  if (value === null) return "–";
  return error === null ? `~${formatPlain(value)}` : formatUncertain(value, error);
}

/** 1.00003(2), `~3.1` where undetermined, `2 fixed`. */
export function estimateText({ value, error, fixed }: Estimate, determined: boolean): string {
  if (fixed) return `${formatPlain(value)} fixed`;
  return determined ? formatUncertain(value, error) : `~${formatPlain(value)}`;
}

/** @param most operators of each solution that are named */
export function solutionTable(solutions: readonly Solution[], most?: number): Table {
  return {
    columns: [
      { title: "solution", align: "right" },
      { title: "χ²", align: "right" },
      { title: "‖E‖", align: "right" },
      { title: "starts", align: "right" },
      { title: "origin", align: "left" },
      { title: "(Δ, ℓ)", align: "left" },
    ],
    rows: solutions.map((solution, index) => [
      String(index + 1),
      chi2Text(solution.chi2),
      normText(solution.residualNorm),
      String(solution.count),
      solution.origin,
      placesText(solution.operators, most),
    ]),
  };
}

export function ladderTable(ladder: NonNullable<SearchResult["ladder"]>): Table {
  return {
    columns: [
      { title: "rung", align: "right" },
      { title: "operators", align: "right" },
      { title: "cut", align: "right" },
      { title: "χ²", align: "right" },
      { title: "−2 ln evidence", align: "right" },
      { title: "evaluations", align: "right" },
      { title: "CPU s", align: "right" },
    ],
    rows: ladder.map((rung, index) => [
      String(index + 1),
      String(rung.operators),
      formatPlain(rung.cut),
      chi2Text(rung.chi2),
      rung.evidence.toFixed(1),
      String(rung.evaluations),
      rung.cpuSeconds.toFixed(1),
    ]),
  };
}

/** What a search for the content chose, cut by cut. */
export function contentTable({ steps }: NonNullable<SearchResult["content"]>): Table {
  return {
    columns: [
      { title: "cut", align: "right" },
      { title: "−2 ln evidence", align: "right" },
      { title: "known", align: "right" },
      { title: "unknown operators (Δ, ℓ)", align: "left" },
      { title: "moves", align: "left" },
    ],
    rows: steps.map(({ cut, evidence, known, operators, moves }) => [
      formatPlain(cut),
      evidence.toFixed(1),
      String(known),
      operators.map(({ delta, spin }) => `(${delta.toPrecision(5)}, ${spin})`).join(" "),
      moves.map(({ move, gain }) => `${move} (L ${gain.toFixed(1)})`).join(", "),
    ]),
  };
}

/** One line a run of several. */
export function runTable(results: readonly SearchResult[]): Table {
  return {
    columns: [
      { title: "run", align: "left" },
      { title: "stream", align: "right" },
      { title: "−2 ln evidence", align: "right" },
      { title: "χ²", align: "right" },
      { title: "‖E‖", align: "right" },
      { title: "solutions", align: "right" },
      { title: "CPU s", align: "right" },
      { title: "stopped", align: "left" },
    ],
    rows: results.map((result) => [
      result.runId ?? "–",
      String(result.stream),
      evidenceOf(result)?.toFixed(1) ?? "–",
      chi2Text(result.chi2),
      normText(result.residualNorm),
      String(result.solutions.length),
      result.cpuSeconds.toFixed(1),
      result.stopReason,
    ]),
  };
}

/** The steps of a continuation; `at` are the values of the parameter. */
export function stepTable(
  parameter: string,
  steps: readonly { readonly at: number; readonly result: SearchResult }[],
): Table {
  return {
    columns: [
      { title: parameter, align: "right" },
      { title: "χ²", align: "right" },
      { title: "solutions", align: "right" },
      { title: "unknown Δ", align: "left" },
      { title: "run", align: "left" },
    ],
    rows: steps.map(({ at, result: { chi2, solutions, operators, runId } }) => [
      formatPlain(at),
      chi2Text(chi2),
      String(solutions.length),
      once(operators)
        .filter(({ delta }) => !delta.fixed)
        .map(({ delta, determined }) => estimateText(delta, determined))
        .join("  "),
      runId ?? "not stored",
    ]),
  };
}

/** An operator that several channels exchange has a line in each, but one dimension. */
function once(operators: readonly SolutionOperator[]): SolutionOperator[] {
  const first = firstLines(operators);
  return operators.filter((_, line) => first[line] === line);
}

/** (Δ, ℓ) of each operator, or of the first `most` and how many more there are. */
export function placesText(
  operators: readonly SolutionOperator[],
  most: number = Number.POSITIVE_INFINITY,
): string {
  const places = once(operators).map(({ delta, spin }) => `(${Number(delta.value.toPrecision(5))}, ${spin})`);
  const rest = places.length - most;
  return [...places.slice(0, most), ...(rest > 0 ? [`… ${rest} more`] : [])].join(" ");
}

export const chi2Text = (chi2: number | null) => (chi2 === null ? "–" : chi2.toPrecision(3));

export const normText = (norm: number) => norm.toExponential(2);
