import type { Command } from "commander";
import { jsonOption, wholeNumber } from "../options.js";
import type { Invocation } from "../terminal.js";

interface Options {
  readonly output: string;
  readonly seed?: number;
  readonly steps?: number;
  readonly json?: boolean;
}

export function trainCommand(program: Command, { terminal }: Invocation): void {
  program
    .command("train")
    .argument("<suite>", "what to learn from: gff, minimal-models, or synthetic, both of them")
    .summary("learn from exact theories where operators lie")
    .description(
      "Trains a policy on spectra of generalised free fields of many d and external dimensions and of minimal models that are not shipped as theories, and writes it to a file for search --policy. The same seed gives the same file, bit for bit.",
    )
    .requiredOption("-o, --output <file>", "where the policy goes")
    .option("--seed <number>", "default: 1", wholeNumber("--seed", 0))
    .option("--steps <number>", "gradient steps (default: 3000)", wholeNumber("--steps", 1))
    .addOption(jsonOption())
    .addHelpText(
      "after",
      `
Examples:
  crossing train synthetic -o policy.json
  crossing search ising-2d --free --policy policy.json

--json prints {file, suite, seed, steps, loss}; loss is the mean −ln probability of where the next operator of a spectrum lies, in bins of 1/8.`,
    )
    .action(async (suite: string, { output, seed, steps, json }: Options) => {
      const { trainPolicy } = await import("../../search/policy/train.js");
      const { onDisk, replaceFile } = await import("../../archive/atomic-file.js");
      const policy = trainPolicy(suite, {
        ...(seed !== undefined && { seed }),
        ...(steps !== undefined && { steps }),
        onStep: (step, loss) => terminal.note(`step ${step}: loss ${loss.toFixed(3)}\n`),
      });
      onDisk(output, () => replaceFile(output, `${JSON.stringify(policy)}\n`));
      const { weights: _, kind: __, schema: ___, ...facts } = policy;
      terminal.print(
        json
          ? JSON.stringify({ file: output, ...facts }, null, 2)
          : `written: ${output}, trained on ${suite} in ${policy.steps} steps, loss ${policy.loss.toFixed(3)} nats\nnext: crossing search THEORY --policy ${output}`,
      );
    });
}
