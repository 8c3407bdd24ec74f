import { matchedPulls } from "../compare/compare.js";
import { formatPull } from "../compare/comparison-table.js";
import { textTable } from "../compare/text-table.js";
import { formatPlain, formatReference, formatUncertain } from "../compare/uncertainty.js";
import type { Estimate, SearchResult, Solution, SolutionOperator } from "../search/result.js";

/** A search's result for people: operators, how good the fit is, other solutions, the ladder, warnings, cost. */
export function resultText(result: SearchResult, title: string): string {
  return [
    heading(result, title),
    operatorTable(result.operators),
    quality(result),
    otherSolutions(result.solutions),
    ladder(result),
    result.warnings.map(({ code, message }) => `warning (${code}): ${message}`).join("\n"),
    cost(result),
  ]
    .filter((part) => part !== "")
    .join("\n\n");
}

function heading(result: SearchResult, title: string): string {
  const values = Object.entries(result.parameters).map(([name, value]) => `${name} = ${formatPlain(value)}`);
  const how = `${result.optimiser}, ${result.strategy}, ${result.objective} objective, seed ${result.seed}`;
  const stream = result.stream === 0 ? "" : `, stream ${result.stream}`;
  return `${[title, ...values].join(", ")}\n${how}${stream}`;
}

/** Operators in printed order; `exact` and pulls only where the theory file knows exact values. */
export function operatorTable(operators: readonly SolutionOperator[]): string {
  const known = operators.some((operator) => operator.exact !== undefined);
  const reference = known
    ? ([
        { title: "exact", align: "right" },
        { title: "pull", align: "right" },
      ] as const)
    : [];
  return textTable(
    [
      { title: "#", align: "right" },
      { title: "name", align: "left" },
      { title: "ℓ", align: "right" },
      { title: "Δ", align: "left" },
      ...reference,
      { title: "OPE²", align: "left" },
      ...reference,
      { title: "", align: "left" },
    ],
    operators.map((operator, index) => {
      const pulls = matchedPulls(operator);
      const beside = (which: "delta" | "ope2") =>
        known
          ? [
              operator.exact ? formatReference(operator.exact[which], operator[which].error) : "–",
              formatPull(pulls[which]),
            ]
          : [];
      return [
        String(index + 1),
        operator.name ?? "",
        String(operator.spin),
        estimate(operator.delta, operator.determined),
        ...beside("delta"),
        estimate(operator.ope2, operator.determined),
        ...beside("ope2"),
        operator.determined ? "" : "undetermined",
      ];
    }),
  );
}

function estimate({ value, error, fixed }: Estimate, determined: boolean): string {
  if (fixed) return `${formatPlain(value)} fixed`;
  return determined ? formatUncertain(value, error) : `~${formatPlain(value)}`;
}

function quality(result: SearchResult): string {
  const fit = result.chi2 === null ? [] : [`χ² ${result.chi2.toPrecision(3)} on ${result.rank} rows`];
  const cut = result.cut === null ? [] : [`cut Δ = ${formatPlain(result.cut)}`];
  const norm = `‖E‖ ${result.residualNorm.toExponential(2)} (${result.heldOutNorm.toExponential(2)} on held-out points)`;
  return [...fit, norm, ...cut].join(", ");
}

function otherSolutions(solutions: readonly Solution[]): string {
  if (solutions.length < 2) return "";
  const table = textTable(
    [
      { title: "solution", align: "right" },
      { title: "χ²", align: "right" },
      { title: "‖E‖", align: "right" },
      { title: "starts", align: "right" },
      { title: "origin", align: "left" },
      { title: "(Δ, ℓ)", align: "left" },
    ],
    solutions.map((solution, index) => [
      String(index + 1),
      solution.chi2 === null ? "–" : solution.chi2.toPrecision(3),
      solution.residualNorm.toExponential(2),
      String(solution.count),
      solution.origin,
      solution.operators
        .map(({ delta, spin }) => `(${Number(delta.value.toPrecision(5))}, ${spin})`)
        .join(" "),
    ]),
  );
  return `${solutions.length} distinct solutions; the first is the table above. Where χ² is close, these data do not decide.\n${table}`;
}

function ladder(result: SearchResult): string {
  if (!result.ladder?.length) return "";
  return textTable(
    [
      { title: "rung", align: "right" },
      { title: "operators", align: "right" },
      { title: "cut", align: "right" },
      { title: "χ²", align: "right" },
      { title: "−2 ln evidence", align: "right" },
      { title: "evaluations", align: "right" },
      { title: "CPU s", align: "right" },
    ],
    result.ladder.map((rung, index) => [
      String(index + 1),
      String(rung.operators),
      formatPlain(rung.cut),
      rung.chi2.toPrecision(3),
      rung.evidence.toFixed(1),
      String(rung.evaluations),
      rung.cpuSeconds.toFixed(1),
    ]),
  );
}

function cost(result: SearchResult): string {
  const sac = result.sacSteps === 0 ? "" : `, ${result.sacSteps} SAC steps`;
  const times = `${result.cpuSeconds.toFixed(1)} CPU s, ${result.wallSeconds.toFixed(1)} s`;
  return `stopped: ${result.stopReason}; ${result.evaluations} evaluations${sac}, ${times}`;
}
