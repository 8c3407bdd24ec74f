import { type Command, Option } from "commander";
import type { Bound, BoundProgress } from "../../bounds/bound.js";
import type { BoundOperator } from "../../bounds/side.js";
import { InputError } from "../../errors.js";
import { boundByFunctionals } from "../functional-bound.js";
import {
  jsonOption,
  outOption,
  realNumber,
  type TheoryOptions,
  theoryOptions,
  wholeNumber,
} from "../options.js";
import { type ProgramFlags, programOptions, sideOption, solverOption } from "../program-options.js";
import { progressLine, worst } from "../progress-line.js";
import { solvedBySdpb } from "../sdpb-bound.js";
import { exitCodes, type Invocation } from "../terminal.js";

interface Options extends TheoryOptions, Omit<ProgramFlags, "quantity"> {
  readonly quantity?: string;
  readonly judge?: string;
  readonly assume?: "isolated";
  readonly spectrum?: string;
  readonly out: string;
  readonly points?: string;
  readonly tolerance?: number;
  readonly solver: "own" | "sdpb";
  readonly side: "lower" | "upper";
  readonly threads?: number;
  readonly import?: string;
  readonly quiet?: boolean;
  readonly json?: boolean;
}

export function boundCommand(program: Command, invocation: Invocation): void {
  programOptions(
    theoryOptions(
      program.command("bound").argument("[theory]", "a theory's name or the path of a YAML file"),
    ),
  )
    .summary("rigorous bounds on a dimension or a coefficient, by linear functionals")
    .description(
      "What all solutions of finitely many rows of the crossing equations have in common, with any operators above the known ones: nothing is truncated, no tail is modelled. Each bound is proved by a functional that is positive at all dimensions, and a solution is found beside it. Scalars in two and more dimensions: delta[x], the largest lowest dimension of x's spin, and ope2[x] at a known dimension, by derivatives at z = z̄ = ½ (--lambda). line-defect: ope2[x], by derivatives at ½ (--points).",
    )
    .option(
      "--quantity <name>",
      '"delta[ε]", "ope2[T]", "ope2[1]": x the name of an operator or its number in printed order from 1',
    )
    .option(
      "--judge <run>",
      "in place of a theory: rigorous intervals for the determined numbers of a run, stored beside it; exit 1 where one is outside",
    )
    .addOption(
      new Option(
        "--assume <what>",
        "with --judge, isolated: the run's own operators are the only ones up to the highest determined one of their spin, each within five bars",
      ).choices(["isolated"]),
    )
    .option(
      "--spectrum <file>",
      "where to write the operators of the solution beside the bound, zeros of the functional, as CFT data: search --start and compare --data take it",
    )
    .addOption(outOption())
    .addOption(
      new Option("--tolerance <x>", "to which the largest gap is bisected (default: 1e-6)").argParser(
        realNumber("--tolerance"),
      ),
    )
    .addOption(solverOption())
    .addOption(sideOption())
    .addOption(new Option("--threads <n>", "of SDPB 1.0 (default: 1)").argParser(wholeNumber("--threads", 1)))
    .option(
      "--import <file>",
      "an answer of SDPB to the file that `crossing export sdpb` wrote with the same options",
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
  crossing bound line-defect --points derivatives:30 --quantity "ope2[1]" --json
  crossing bound ising-2d --quantity "delta[ε]" --lambda 7
  crossing bound ising-2d --quantity "ope2[T]" --gap "0 > 1" --lambda 11
  crossing bound ising-2d --quantity "ope2[T]" --gap "0 > 1" --lambda 5 --solver sdpb
  crossing bound --judge RUN --assume isolated --lambda 7
  crossing bound ising-3d --quantity "delta[ε]" --lambda 7 --spectrum extremal.json`,
    )
    .action(async (name: string | undefined, options: Options) => {
      const { judge, quantity } = options;
      if (judge !== undefined) {
        if (name !== undefined)
          throw new InputError({ where: "theory", found: name, allowed: "--judge takes a run, no theory" });
        const { judgeRun } = await import("../judge-run.js");
        return judgeRun({ ...options, judge }, invocation);
      }
      if (name === undefined)
        throw new InputError({ where: "theory", allowed: "is missing, or --judge RUN" });
      if (quantity === undefined) throw new InputError({ where: "--quantity", allowed: "is missing" });
      const { loadTheory } = await import("../../theory/load.js");
      const { familyOf } = await import("../../theory/family-of.js");
      const theory = loadTheory(name, options);
      if (options.import !== undefined || options.solver === "sdpb")
        return solvedBySdpb(theory, { ...options, quantity }, invocation);
      if (familyOf(theory).crossing) return boundByFunctionals(theory, { ...options, quantity }, invocation);
      const { bound } = await import("../../bounds/bound.js");
      const { points } = options;
      const progress = progressLine<BoundProgress>(invocation.terminal, options.quiet === true, inWords);
      const found = bound(theory, { quantity, ...(points !== undefined && { points }) }, progress.show);
      progress.clear();
      invocation.terminal.print(options.json ? JSON.stringify(found, null, 2) : await text(found));
      if (found.status === "not-proved") invocation.exitCode = exitCodes.failed;
    });
}

const inWords = ({ side, round, columns, violation }: BoundProgress) =>
  `${side} bound  round ${round}  ${columns} columns  ${worst(violation)}`;

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
