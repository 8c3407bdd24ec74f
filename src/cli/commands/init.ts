import type { Command } from "commander";
import { InputError } from "../../errors.js";
import type { Option } from "../../option.js";
import { type TemplateOptions, templateOptions } from "../../theory/template.js";
import { addOptions, jsonOption } from "../options.js";
import type { Invocation } from "../terminal.js";

interface Options extends TemplateOptions {
  readonly json?: boolean;
}

export function initCommand(program: Command, { terminal }: Invocation): void {
  addOptions(program.command("init").argument("<name>", "of the theory, such as my-theory"), templateOptions)
    .summary("begin a theory file of your own")
    .description(
      "Writes NAME.yaml into this folder: a commented theory file that can be searched as it stands. In a terminal it asks for what no option says; an existing file is never replaced.",
    )
    .addOption(jsonOption())
    .addHelpText(
      "after",
      `
Examples:
  crossing init my-theory
  crossing init my-model --dimension 3 --external 0.518 --symmetry real
  crossing init my-boson --external 0.1 --symmetry u1

--json prints {file, family}.`,
    )
    .action(async (name: string, options: Options) => {
      const { json, ...given } = options;
      const { theoryTemplate } = await import("../../theory/template.js");
      // refuses a wrong name before any question
      theoryTemplate(name, {});
      const asks = !json && process.stdin.isTTY === true && process.stdout.isTTY === true;
      const text = theoryTemplate(name, asks ? await asked(given) : given);
      const file = `${name}.yaml`;
      await writeNew(file, text);
      const { loadTheory } = await import("../../theory/load.js");
      const { family } = loadTheory(`./${file}`);
      terminal.print(
        json
          ? JSON.stringify({ file, family }, null, 2)
          : `written: ${file}, family ${family}\nnext: crossing theories ./${file}\n      crossing search ./${file} --dry-run\n      crossing search ./${file}`,
      );
    });
}

/** The options with an answer for each that was not given; an empty answer is the default. */
async function asked(given: TemplateOptions): Promise<TemplateOptions> {
  const { createInterface } = await import("node:readline/promises");
  const questions = createInterface({ input: process.stdin, output: process.stdout });
  const answers: Record<string, unknown> = { ...given };
  try {
    for (const [name, option] of Object.entries<Option>(templateOptions)) {
      const { help, default: value, otherwise = value, schema, typed } = option;
      while (answers[name] === undefined) {
        const text = (await questions.question(`${help} (${otherwise}): `)).trim();
        if (text === "") break;
        const answer = schema.safeParse(typed?.choices === undefined ? Number(text) : text);
        if (answer.success) answers[name] = answer.data;
        else process.stdout.write(`${answer.error.issues[0]!.message}\n`);
      }
    }
  } finally {
    questions.close();
  }
  return answers as TemplateOptions;
}

async function writeNew(file: string, text: string): Promise<void> {
  const { writeFileSync } = await import("node:fs");
  try {
    writeFileSync(file, text, { flag: "wx" });
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    const allowed = code === "EEXIST" ? "is there already; take another name" : `cannot be written (${code})`;
    throw new InputError({ where: file, allowed });
  }
}
