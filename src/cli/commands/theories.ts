import type { Command } from "commander";
import { InputError } from "../../errors.js";
import type { OperatorSpec, Rung, Theory } from "../../theory/theory.js";
import { jsonOption, type TheoryOptions, theoryOptions } from "../options.js";
import type { Invocation, Terminal } from "../terminal.js";

interface Options extends TheoryOptions {
  readonly json?: boolean;
}

export function theoriesCommand(program: Command, { terminal }: Invocation): void {
  theoryOptions(program.command("theories").argument("[name]", "a theory's name or the path of a YAML file"))
    .summary("list theories, or show one")
    .description(
      "Lists the theories with their parameters, unknowns and sources, or shows one with its spectrum.",
    )
    .addOption(jsonOption())
    .addHelpText(
      "after",
      `
Examples:
  crossing theories
  crossing theories ising-2d
  crossing theories gff-2d --set delta=0.3
  crossing theories ./my-theory.yaml --json`,
    )
    .action(async (name: string | undefined, options: Options) => {
      const theories = name === undefined ? await loadAll(options, terminal) : [await loadOne(name, options)];
      if (options.json) terminal.print(JSON.stringify({ theories: theories.map(summary) }, null, 2));
      else if (name === undefined) terminal.print(await listing(theories));
      else terminal.print(await portrait(theories[0]!));
    });
}

async function loadOne(name: string, options: Options): Promise<Theory> {
  const { loadTheory } = await import("../../theory/load.js");
  return loadTheory(name, options);
}

async function loadAll(options: Options, terminal: Terminal): Promise<Theory[]> {
  if (options.set || options.preset !== undefined || options.free) {
    throw new InputError({
      where: "theories",
      allowed: "--set, --preset and --free need the name of one theory",
    });
  }
  const { listTheories } = await import("../../theory/registry.js");
  const theories: Theory[] = [];
  for (const id of listTheories()) {
    try {
      theories.push(await loadOne(id, {}));
    } catch (error) {
      if (!(error instanceof InputError)) throw error;
      terminal.note(`warning: left out: ${error.message}\n`);
    }
  }
  return theories;
}

function summary(theory: Theory) {
  const { exact, published, parameterSpecs, parameters, ...rest } = theory;
  return {
    ...rest,
    parameters: parameterSpecs,
    values: parameters,
    unknowns: unknowns(theory),
    exact,
    published,
  };
}

/** Dimensions that are not fixed, and one OPE coefficient an operator. */
function unknowns({ spectrum }: Theory): number {
  return spectrum.length + spectrum.filter((operator) => operator.fixedDelta === null).length;
}

async function listing(theories: readonly Theory[]): Promise<string> {
  const { textTable } = await import("../../compare/text-table.js");
  const table = textTable(
    [
      { title: "name", align: "left" },
      { title: "title", align: "left" },
      { title: "parameters", align: "left" },
      { title: "operators", align: "right" },
      { title: "unknowns", align: "right" },
      { title: "source", align: "left" },
    ],
    theories.map((theory) => [
      theory.name,
      theory.title,
      parameterText(theory).join(", ") || "–",
      String(theory.spectrum.length),
      String(unknowns(theory)),
      theory.sources[0] ?? "",
    ]),
  );
  return `${table}\n\n\`crossing theories NAME\` shows one, \`crossing search NAME\` solves it.`;
}

function parameterText({ parameters, parameterSpecs }: Theory): string[] {
  return Object.entries(parameterSpecs).map(
    ([name, { min, max }]) => `${name} = ${parameters[name]} in [${min ?? "−∞"}, ${max ?? "∞"}]`,
  );
}

async function portrait(theory: Theory): Promise<string> {
  const { textTable } = await import("../../compare/text-table.js");
  const several = new Set(theory.spectrum.flatMap(({ channels }) => channels)).size > 1;
  const spectrum = textTable(
    [
      { title: "#", align: "right" },
      { title: "name", align: "left" },
      ...(several ? [{ title: "channel", align: "left" } as const] : []),
      { title: "ℓ", align: "right" },
      { title: "Δ", align: "left" },
      { title: "OPE²", align: "left" },
    ],
    theory.spectrum.map((operator, index) => [
      String(index + 1),
      operator.name ?? "",
      ...(several ? [operator.channels.join(" ")] : []),
      String(operator.spin),
      dimension(operator),
      coefficients(operator),
    ]),
  );
  const facts = [
    `${theory.name}: ${theory.title}`,
    `family ${theory.family}, external ${externals(theory)}${theory.unitary ? "" : ", not unitary"}`,
    ...parameterText(theory).map((text) => `parameter ${text}`),
    ...(theory.charge === null ? [] : [`central charge ${theory.charge}`]),
    `presets: ${theory.presets.join(", ") || "none"}`,
    `known values: ${exactText(theory)}, ${theory.published.length} published numbers`,
    `ladder (operators/cut): ${theory.ladder.map(rungText).join(" ")}`,
    ...theory.sources.map((source) => `source: ${source}`),
    `file: ${theory.file}`,
  ];
  return `${facts.join("\n")}\n\n${spectrum}`;
}

/** An operator that several channels exchange is one, with a coefficient in each. */
function exactText({ exact }: Theory): string {
  const operators = new Set(exact.map(({ spin, delta }) => `${spin} ${delta}`)).size;
  return operators === exact.length
    ? `${operators} exact operators`
    : `${operators} exact operators with ${exact.length} coefficients`;
}

function rungText({ operators, cut, cutOffsets }: Rung): string {
  const own = Object.entries(cutOffsets ?? {}).map(
    ([channel, offset]) => `${channel} ${short(cut + offset)}`,
  );
  return `${operators}/${own.length === 0 ? short(cut) : own.join(", ")}`;
}

const short = (value: number) => String(Number(value.toPrecision(6)));

const externals = ({ external }: Theory) =>
  Object.entries(external)
    .map(([name, value]) => {
      if (name === "coupling") return `coupling ${value}`;
      return name === "delta" ? `dimension ${value}` : `${name} of dimension ${value}`;
    })
    .join(", ");

/** One range where all channels have the same. */
function coefficients({ ope2 }: OperatorSpec): string {
  return [...new Set(ope2.map((range) => `[${range.join(", ")}]`))].join(" ");
}

function dimension({ fixedDelta, conserved, delta }: OperatorSpec): string {
  if (fixedDelta === null) return `in [${delta.join(", ")}]`;
  return `${fixedDelta} ${conserved ? "conserved" : "fixed"}`;
}
