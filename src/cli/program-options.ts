import { type Command, Option } from "commander";
import { defaultTruncation } from "../bounds/program/default-truncation.js";
import type { ProgramRequest } from "../bounds/program/request.js";
import { wholeNumber } from "./options.js";

/** Options of commands that make functionals of crossing equations. */
export interface ProgramFlags {
  readonly quantity: string;
  readonly lambda?: number;
  readonly digits?: number;
  readonly gap?: readonly string[];
  readonly spins?: number;
}

/** `--lambda`, `--digits`, `--gap` and `--spins`. */
export function programOptions(command: Command): Command {
  const { lambda, digits } = defaultTruncation;
  return command
    .addOption(
      new Option("--lambda <n>", `derivatives in z and z̄ together, odd (default: ${lambda})`).argParser(
        wholeNumber("--lambda", 1),
      ),
    )
    .addOption(
      new Option("--digits <n>", `to which blocks are approximated (default: ${digits})`).argParser(
        wholeNumber("--digits", 1),
      ),
    )
    .option(
      "--gap <text...>",
      'operators of a spin begin there: "0 > 1.4", with several sectors "odd 0 > 3"; repeatable',
    )
    .addOption(
      new Option(
        "--spins <n>",
        "largest spin of which positivity is asked for (default: λ + 9, and a few far ones)",
      ).argParser(wholeNumber("--spins", 0)),
    );
}

/** `--solver` */
export const solverOption = () =>
  new Option(
    "--solver <name>",
    "our own exchange, or an installed SDPB 1.0 (delta[x]: are the gaps excluded?)",
  )
    .choices(["own", "sdpb"])
    .default("own");

/** `--side` */
export const sideOption = () =>
  new Option("--side <name>", "which bound of a coefficient SDPB is asked for")
    .choices(["lower", "upper"])
    .default("upper");

export const requestOf = ({ quantity, lambda, digits, gap, spins }: ProgramFlags): ProgramRequest => ({
  quantity,
  ...(lambda !== undefined && { lambda }),
  ...(digits !== undefined && { digits }),
  ...(gap !== undefined && { gaps: gap }),
  ...(spins !== undefined && { spins }),
});
