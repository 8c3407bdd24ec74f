import { type Command, Option } from "commander";
import { InputError } from "../../errors.js";
import type { Theory } from "../../theory/theory.js";
import type { OperatorData } from "../data-file.js";
import { jsonOption, outOption, realNumber, type TheoryOptions, theoryOptions } from "../options.js";
import type { Invocation } from "../terminal.js";

interface Options extends TheoryOptions {
  readonly data?: string;
  readonly exact?: boolean;
  readonly truncate?: number;
  readonly points?: string;
  readonly out: string;
  readonly json?: boolean;
}

const shownPoints = 10;

export function evaluateCommand(program: Command, { terminal }: Invocation): void {
  theoryOptions(
    program.command("evaluate").argument("<theory>", "a theory's name or the path of a YAML file"),
  )
    .summary("how well given data solve crossing")
    .description(
      "Puts CFT data into a theory's crossing equation: residual, reward, χ², the equation at each point.",
    )
    .addOption(
      new Option(
        "--data <file>",
        "JSON or YAML {operators: [{channel?, spin, delta, ope2}]} without the identity, or a run",
      ).conflicts("exact"),
    )
    .option("--exact", "the exact data of the theory file")
    .option("--truncate <delta>", "keep operators with Δ up to this, and cut there", realNumber("--truncate"))
    .option(
      "--points <name>",
      "sample points: spread, spread-150, bootstop-180; on a line derivatives:10, line-130 (default: those of the theory file)",
    )
    .addOption(outOption())
    .addOption(jsonOption())
    .addHelpText(
      "after",
      `
Examples:
  crossing evaluate ising-2d --exact
  crossing evaluate ising-2d --exact --truncate 6 --points bootstop-180
  crossing evaluate gff-2d --set delta=0.3 --data my-data.yaml --json
  crossing evaluate ising-2d --data 20260314T150926Z`,
    )
    .action(async (name: string, options: Options) => {
      const { loadTheory } = await import("../../theory/load.js");
      const theory = loadTheory(name, options);
      const data = await chooseData(theory, options);
      const { evaluate } = await import("../../search/evaluate.js");
      const document = evaluate(theory, {
        data,
        ...(options.data !== undefined && { source: options.data }),
        ...(options.truncate !== undefined && { truncate: options.truncate }),
        ...(options.points !== undefined && { points: options.points }),
      });
      terminal.print(options.json ? JSON.stringify(document, null, 2) : await text(theory, document));
    });
}

async function chooseData(theory: Theory, options: Options): Promise<OperatorData> {
  if (options.data !== undefined) {
    const { readOperatorData } = await import("../data-file.js");
    return readOperatorData(options.data, options.out);
  }
  if (!options.exact) {
    throw new InputError({
      where: "evaluate",
      allowed: "which data? give --data FILE, --data RUN or --exact",
    });
  }
  if (theory.exact.length === 0) {
    throw new InputError({ where: "--exact", allowed: `${theory.name} has no exact data; give --data FILE` });
  }
  return theory.exact.map(({ channel, spin, delta, ope2 }) => ({ channel, spin, delta, ope2 }));
}

type Evaluation = ReturnType<typeof import("../../search/evaluate.js").evaluate>;

async function text(theory: Theory, evaluation: Evaluation): Promise<string> {
  const { textTable } = await import("../../compare/text-table.js");
  const { rowName } = await import("../../report/residual-rows.js");
  const worst = [...evaluation.perPoint]
    .sort((a, b) => Math.abs(b.value) - Math.abs(a.value))
    .slice(0, shownPoints);
  const table = textTable(
    [
      { title: "row", align: "left" },
      { title: "E", align: "right" },
    ],
    worst.map(({ value, ...row }) => [rowName(row), value.toExponential(3)]),
  );
  const { residualNorm, reward, chi2, rank, points, remarks, amplitude, typicalAmplitude, evidence } =
    evaluation;
  const typical =
    typicalAmplitude === null
      ? ""
      : `, typical of this external dimension ${typicalAmplitude.toPrecision(2)}`;
  const slips = remarks.map(({ code, message }) => `\nremark (${code}): ${message}`);
  return `${theory.title}
‖E‖     ${residualNorm.toExponential(6)} on ${evaluation.perPoint.length} rows (${points})
reward  ${reward.toPrecision(10)}
χ²      ${chi2.toPrecision(6)} on ${rank} rows, −2 ln(evidence) ${evidence.toFixed(1)}
tail    amplitude ${amplitude.toPrecision(3)}${typical}
${slips.join("")}${slips.length > 0 ? "\n" : ""}
largest |E| in ${worst.length} of ${evaluation.perPoint.length} rows; all of them with --json
${table}`;
}
