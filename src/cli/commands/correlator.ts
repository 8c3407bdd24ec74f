import type { Command } from "commander";
import type { Correlator } from "../../search/correlator.js";
import { jsonOption, outOption } from "../options.js";
import type { Invocation } from "../terminal.js";

interface Options {
  readonly out: string;
  readonly json?: boolean;
}

export function correlatorCommand(program: Command, { terminal }: Invocation): void {
  program
    .command("correlator")
    .argument("<run>", "a run: id, beginning of an id, or path")
    .summary("the four-point function of a run along z = z̄")
    .description(
      "Rebuilds ⟨φφφφ⟩ along the diagonal from a run's best solution, G(z) = 1 + Σ a g(z, z), with what the operators above its cut may add (one standard deviation of the fitted tail), and the same function by crossing. For correlators of four identical scalars; `crossing report` draws it.",
    )
    .addOption(outOption())
    .addOption(jsonOption())
    .addHelpText(
      "after",
      `
Examples:
  crossing correlator 20260314T150926Z
  crossing correlator 20260314T150926Z --json > correlator.json`,
    )
    .action(async (reference: string, options: Options) => {
      const { findRun } = await import("../../archive/run-lookup.js");
      const { theoryOfRun } = await import("../../archive/run-theory.js");
      const { InputError } = await import("../../errors.js");
      const { correlator } = await import("../../search/correlator.js");
      const { document, path, state } = findRun(reference, options.out);
      if (document.result === null)
        throw new InputError({ where: path, allowed: `the run is ${state} and has no result` });
      const found = correlator(theoryOfRun(document), document.result);
      terminal.print(
        options.json ? JSON.stringify({ run: document.id, ...found }, null, 2) : await text(found),
      );
    });
}

async function text({ theory, cut, channels }: Correlator): Promise<string> {
  const { textTable } = await import("../../compare/text-table.js");
  const number = (value: number | null) => (value === null ? "–" : value.toPrecision(6));
  const bar = (value: number | null) => (value === null ? "–" : value.toExponential(1));
  const columns = ["z", "G(z)", "± tail", "by crossing", "± tail"].map((title) => ({
    title,
    align: "right" as const,
  }));
  const tables = channels.map(({ channel, external, points }) => {
    const rows = points.map(({ z, value, tail, crossed, crossedTail }) => [
      z.toFixed(2),
      number(value),
      bar(tail),
      number(crossed),
      bar(crossedTail),
    ]);
    return `${channel}, Δ_φ = ${external}\n${textTable(columns, rows)}`;
  });
  const kept = cut === null ? "all operators of the run" : `operators below the cut Δ = ${cut}`;
  return `${theory}: G(z) = 1 + Σ a g(z, z) of ${kept}\n\n${tables.join("\n\n")}`;
}
