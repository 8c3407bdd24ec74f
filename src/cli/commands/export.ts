import { type Command, Option } from "commander";
import type { SdpbOptions } from "../../export/sdpb/export.js";
import { jsonOption, type TheoryOptions, theoryOptions } from "../options.js";
import { type ProgramFlags, programOptions, requestOf } from "../program-options.js";
import type { Invocation } from "../terminal.js";

interface Options extends TheoryOptions, ProgramFlags {
  readonly output: string;
  readonly format: SdpbOptions["format"];
  readonly side: "lower" | "upper";
  readonly json?: boolean;
}

export function exportCommand(program: Command, { terminal }: Invocation): void {
  const group = program
    .command("export")
    .summary("problems as files for other programs")
    .description("Writes a theory's problem as a file for another program.");
  const sdpb = theoryOptions(
    group.command("sdpb").argument("<theory>", "a theory's name or the path of a YAML file"),
  );
  programOptions(sdpb)
    .summary("polynomial matrix program for SDPB")
    .description(
      "Writes the crossing equations of a theory as a polynomial matrix program for SDPB. delta[x]: is there a functional that excludes the gaps? ope2[x]: the largest α(1) among functionals with α(x) = 1 (minus the upper bound) or −1 (the lower one).",
    )
    .requiredOption(
      "--quantity <name>",
      '"delta[ε]", or "ope2[T]" of an operator of known dimension: by name, or by number in printed order from 1',
    )
    .requiredOption("-o, --output <file>", "where to")
    .addOption(
      new Option(
        "--format <name>",
        "json for pmp2sdp of SDPB 2.5 and later, xml for SDPB 1.0, which Debian has",
      )
        .choices(["json", "xml"])
        .default("json"),
    )
    .addOption(
      new Option("--side <name>", "which bound of a coefficient")
        .choices(["lower", "upper"])
        .default("upper"),
    )
    .addOption(jsonOption())
    .addHelpText(
      "after",
      `
Examples:
  crossing export sdpb ising-2d --quantity "delta[ε]" --gap "0 > 1.05" --lambda 7 -o gap.json
  crossing export sdpb ising-2d --quantity "ope2[T]" --lambda 7 --format xml -o T.xml
  sdpb -s T.xml --precision=400 --noFinalCheckpoint        SDPB 1.0: apt-get install sdpb
  pmp2sdp --input gap.json --output gap --precision 400 && sdpb -s gap -o gap.out --precision 400`,
    )
    .action(async (name: string, options: Options) => {
      const { loadTheory } = await import("../../theory/load.js");
      const { sdpbProgram } = await import("../../export/sdpb/export.js");
      const { replaceFile } = await import("../../archive/atomic-file.js");
      const { format, side, output } = options;
      const pieces = sdpbProgram(loadTheory(name, options), { ...requestOf(options), format, side });
      replaceFile(output, { pieces });
      terminal.print(options.json ? JSON.stringify({ file: output, format }, null, 2) : output);
    });
}
