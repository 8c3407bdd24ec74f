import type { Command } from "commander";
import type { Bound, BoundProgress } from "../../bounds/bound.js";
import type { BoundOperator } from "../../bounds/side.js";
import { jsonOption, type TheoryOptions, theoryOptions } from "../options.js";
import { exitCodes, type Invocation, type Terminal } from "../terminal.js";

interface Options extends TheoryOptions {
  readonly quantity: string;
  readonly points?: string;
  readonly quiet?: boolean;
  readonly json?: boolean;
}

export function boundCommand(program: Command, invocation: Invocation): void {
  theoryOptions(program.command("bound").argument("<theory>", "a theory's name or the path of a YAML file"))
    .summary("rigorous bounds on a coefficient, by linear functionals")
    .description(
      "The smallest and the largest squared coefficient of an operator of known dimension over all solutions of the rows with any operators above the known ones: nothing is truncated, no tail is modelled. Each bound is proved by a functional that is positive at all dimensions, and attained by a solution found beside it. For line-defect.",
    )
    .requiredOption(
      "--quantity <name>",
      'ope2[x], x the name of an operator of known dimension or its number in printed order from 1: "ope2[1]", "ope2[Δ2]"',
    )
    .option(
      "--points <name>",
      "derivatives:N, the first N even derivatives, N from 2 to 40 (default: the theory's)",
    )
    .option("--quiet", "no progress on standard error")
    .addOption(jsonOption())
    .addHelpText(
      "after",
      `
Examples:
  crossing bound line-defect --quantity "ope2[1]"
  crossing bound line-defect --set g=0.5 --points derivatives:20 --quantity "ope2[Δ2]"
  crossing bound line-defect --points derivatives:30 --quantity "ope2[1]" --json`,
    )
    .action(async (name: string, options: Options) => {
      const { loadTheory } = await import("../../theory/load.js");
      const { bound } = await import("../../bounds/bound.js");
      const { quantity, points } = options;
      const progress = progressLines(invocation.terminal, options.quiet === true);
      const found = bound(
        loadTheory(name, options),
        { quantity, ...(points !== undefined && { points }) },
        progress.show,
      );
      progress.clear();
      invocation.terminal.print(options.json ? JSON.stringify(found, null, 2) : await text(found));
      if (found.status === "not-proved") invocation.exitCode = exitCodes.failed;
    });
}

const redrawEvery = 0.1;
const printEvery = 10;

/** One redrawn line on a terminal, else a line every 10 s. */
function progressLines(terminal: Terminal, quiet: boolean) {
  let last = terminal.seconds();
  let drawn = false;
  return {
    show({ side, round, columns, violation }: BoundProgress): void {
      const now = terminal.seconds();
      if (quiet || now - last < (terminal.redraws ? redrawEvery : printEvery)) return;
      last = now;
      drawn = terminal.redraws;
      const worst = violation === null ? "no solution yet" : `worst column ${violation.toPrecision(2)}`;
      const line = `${side} bound  round ${round}  ${columns} columns  ${worst}`;
      terminal.note(drawn ? `\r\x1b[2K${line.slice(0, terminal.columns - 1)}` : `${line}\n`);
    },
    clear(): void {
      if (drawn) terminal.note("\r\x1b[2K");
    },
  };
}

async function text(found: Bound): Promise<string> {
  const { quantity, theory, parameters, points, gap, known, cpuSeconds } = found;
  const at = Object.entries(parameters).map(([name, value]) => `${name}=${value}`);
  const where = [`${quantity} of ${theory}`, ...at].join(", ");
  const rows = `rows     ${points} and both integral constraints; ${known.map((name) => name ?? "?").join(" ")} and any operators from Δ = ${gap.toPrecision(6)} on`;
  const cost = `${found.bits} bits, ${cpuSeconds.toFixed(1)} CPU s`;
  if (found.status === "infeasible")
    return `${where}: no solution (infeasible)\n${rows}\nproof    a functional positive on every operator and on the known part (--json prints it)\n${cost}`;
  if (found.status === "not-proved")
    return `${where}: not proved, try another number of derivatives\n${rows}\n${cost}`;
  const places = Math.max(4, Math.ceil(2 - Math.log10(found.halfWidth!)));
  const unit = 10 ** places;
  // outwards: what is printed is a bound, too
  const min = Math.floor(found.min! * unit) / unit;
  const max = Math.ceil(found.max! * unit) / unit;
  return `${where}: ${min.toFixed(places)} to ${max.toFixed(places)} (proved)
middle   ${found.middle!.toFixed(places)} ± ${found.halfWidth!.toPrecision(3)}
${rows}
proof    functionals positive at all Δ ≥ gap: power series to Δ = ${found.seriesTo}, Casimir polynomials from there to infinity
inherited from interpolated tables: ${Math.max(found.lower!.inherited, found.upper!.inherited).toPrecision(2)}

${await table(found)}

${cost}`;
}

async function table({ lower, upper }: Bound): Promise<string> {
  const { textTable } = await import("../../compare/text-table.js");
  const columns = [
    { title: "bound", align: "left" },
    { title: "value", align: "right" },
    { title: "|solution − bound|", align: "right" },
    { title: "rounds", align: "right" },
    { title: "Δ of the solution, zeros of the functional (* known)", align: "left" },
  ] as const;
  const rows = (
    [
      ["lower", lower!],
      ["upper", upper!],
    ] as const
  ).map(([name, { value, gap, rounds, operators }]) => [
    name,
    value.toPrecision(13),
    gap.toExponential(0),
    String(rounds),
    operators.map(operatorText).join(" "),
  ]);
  return textTable(columns, rows);
}

function operatorText({ name, delta }: BoundOperator): string {
  return delta === null ? "∞" : `${delta.toPrecision(4)}${name === null ? "" : "*"}`;
}
