import { type Command, Option } from "commander";
import { InputError } from "../../errors.js";
import { jsonOption, realNumber, wholeNumber } from "../options.js";
import type { Invocation } from "../terminal.js";

interface Options {
  readonly dimension?: string;
  readonly delta: string;
  readonly spin: number;
  readonly z: readonly [string, string];
  readonly delta12: string;
  readonly delta34: string;
  readonly external?: string;
  readonly crossed?: boolean;
  readonly digits?: number;
  readonly json?: boolean;
}

export function blockCommand(program: Command, { terminal }: Invocation): void {
  program
    .command("block")
    .argument("<family>", "family of blocks, such as global-2d")
    .summary("one conformal block and its Δ-derivative")
    .description("Prints one conformal block at z̄ = z* and its derivative in Δ.")
    .option("--dimension <number>", "of space, needed by global-d", numberText("--dimension"))
    .requiredOption("--delta <number>", "scaling dimension Δ", numberText("--delta"))
    .requiredOption("--spin <number>", "spin ℓ: 0, 1, 2, …", wholeNumber("--spin", 0))
    .requiredOption("--z <re,im>", "cross-ratio, such as 0.5,0.1", parseZ)
    .option("--delta12 <number>", "Δ₁ − Δ₂ of the external operators", numberText("--delta12"), "0")
    .option("--delta34 <number>", "Δ₃ − Δ₄ of the external operators", numberText("--delta34"), "0")
    .option("--external <number>", "external dimension, needed with --crossed", numberText("--external"))
    .option(
      "--crossed",
      "the combination in the crossing equation: |1−z|^2D g(z) − |z|^2D g(1−z), D the external dimension; on the line (1−z)² F(z) + z² F(1−z); in 6D |z|² a(z) − |1−z|² a(1−z)",
    )
    .addOption(
      new Option("--digits <number>", "that many digits, computed with decimal arithmetic").argParser(
        wholeNumber("--digits", 1),
      ),
    )
    .addOption(jsonOption())
    .addHelpText(
      "after",
      `
Examples:
  crossing block global-2d --delta 1 --spin 0 --z 0.5,0.1
  crossing block global-2d --delta 4 --spin 4 --z 0.6,0.2 --crossed --external 0.125
  crossing block global-2d --delta 1 --spin 0 --z 0.5,0.1 --digits 50 --json
  crossing block global-d --dimension 3 --delta 1.4126 --spin 0 --z 0.5,0.1
  crossing block line-defect --delta 1.67 --spin 0 --z 0.3,0 --crossed
  crossing block superconformal-6d-20 --delta 8 --spin 0 --z 0.6,0.2 --digits 30`,
    )
    .action(async (family: string, options: Options) => {
      const { block: evaluate } = await import("../../library/block.js");
      const { z, digits, json, ...operator } = options;
      const place = { ...operator, family, z: { re: z[0], im: z[1] } };
      const block = digits === undefined ? evaluate(place) : evaluate({ ...place, digits });
      if (json) terminal.print(JSON.stringify(block, null, 2));
      else terminal.print(`value       ${block.value}\nderivative  ${block.derivative}`);
    });
}

/** Keeps the text: a number of many digits must not pass through a double. */
function numberText(flag: string): (text: string) => string {
  return (text) => {
    realNumber(flag)(text);
    return text;
  };
}

function parseZ(text: string): [string, string] {
  const [re, im, ...more] = text.split(",");
  if (re === undefined || im === undefined || more.length > 0) {
    throw new InputError({ where: "--z", found: text, allowed: "expected RE,IM such as 0.5,0.1" });
  }
  return [numberText("--z")(re), numberText("--z")(im)];
}
