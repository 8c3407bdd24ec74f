import { formatPlain } from "../compare/uncertainty.js";
import { counted } from "../counted.js";
import { tableText } from "../report/table.js";
import type { Forecast } from "../search/forecast.js";

/** A forecast for people. */
export function forecastText({ rows, rungs, tables, once, objective }: Forecast, title: string): string {
  const table = tableText({
    columns: [
      { title: "rung", align: "right" },
      { title: "operators", align: "right" },
      { title: "cut", align: "right" },
      { title: "unknown Δ", align: "right" },
      { title: "unknown OPE²", align: "right" },
      { title: "evaluations", align: "right" },
      { title: "µs each", align: "right" },
    ],
    rows: rungs.map((rung, index) => [
      String(index + 1),
      String(rung.operators),
      formatPlain(rung.cut),
      String(rung.unknownDimensions),
      String(rung.unknownCoefficients),
      rung.evaluations === null ? "until the budget" : String(rung.evaluations),
      (1e6 * rung.evaluationSeconds).toPrecision(2),
    ]),
  });
  const size = `${(tables.bytes / 2 ** 20).toFixed(1)} MiB`;
  const schedule =
    once === null
      ? "the schedule has no end of its own: give a --budget"
      : `every rung explored once: about ${counted(once.evaluations, "evaluation")}, ${once.cpuSeconds.toPrecision(2)} CPU s on this machine. A rung whose tail turns out to be of another size is explored again; the ladder may end earlier`;
  return `${title}
${objective} objective, ${counted(rows, "row")}

${table}

${counted(tables.count, "table")} of blocks, ${size}, ${tables.seconds.toPrecision(2)} CPU s to make (fewer where they are cached)
${schedule}`;
}
