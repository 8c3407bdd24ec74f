import type { JudgedNumber, Judgement } from "../bounds/judge/judge.js";
import type { Column } from "./text-table.js";
import { formatPlain, formatUncertain } from "./uncertainty.js";

const columns: readonly Column[] = [
  { title: "quantity", align: "left" },
  { title: "ℓ", align: "right" },
  { title: "value", align: "right" },
  { title: "proved between", align: "right" },
  { title: "and", align: "right" },
  { title: "width/bar", align: "right" },
  { title: "", align: "left" },
  { title: "given", align: "left" },
];

/** Numbers of a run beside their rigorous intervals, before the table is laid out. */
export function judgementCells({ rows }: Judgement) {
  return {
    columns,
    rows: rows.map((row) => [
      row.quantity,
      String(row.spin),
      formatUncertain(row.value, row.error),
      row.lower === null ? "–" : outwards(row.lower, -1),
      row.upper === null ? "–" : outwards(row.upper, 1),
      row.widthOverBar === null ? "–" : formatPlain(row.widthOverBar, 3),
      verdictText(row),
      row.conditional ? "the run's own numbers" : "theory file",
    ]),
  };
}

/** What was assumed, in one line. */
export function judgementTitle({ lambda, assume, assumptions, contradicted, complete }: Judgement): string {
  const own = assume === "isolated" ? " and the run's own gaps" : "";
  const verdict = contradicted ? "contradicted" : "not contradicted";
  const part = complete ? "" : ", ended early";
  return `rigorous bounds, λ = ${lambda}, of what the theory file gives${own} (${assumptions.join(", ")}): ${verdict}${part}`;
}

function verdictText({ verdict, status }: JudgedNumber): string {
  if (status === "infeasible") return "no solution";
  if (verdict === "bars") return "within bars";
  return verdict ?? status;
}

/** Eight significant digits, rounded so that the interval still holds. */
function outwards(value: number, direction: 1 | -1): string {
  const rounded = Number(value.toPrecision(DIGITS));
  if (direction * (rounded - value) >= 0) return formatPlain(rounded, DIGITS);
  const place = Number(`1e${Number(value.toExponential().split("e")[1]) - DIGITS + 1}`);
  return formatPlain(Number((rounded + direction * place).toPrecision(DIGITS)), DIGITS);
}

const DIGITS = 8;
