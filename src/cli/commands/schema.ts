import type { Command } from "commander";
import type { Invocation } from "../terminal.js";

export function schemaCommand(program: Command, { terminal }: Invocation): void {
  program
    .command("schema")
    .summary("JSON Schema of theory files, for editors")
    .description("Prints the JSON Schema of theory files.")
    .option("--json", "the schema is JSON in any case")
    .addHelpText(
      "after",
      `
Example:
  crossing schema > theory.schema.json
  # and as the first line of a theory file, for editors with a YAML language server:
  # yaml-language-server: $schema=theory.schema.json`,
    )
    .action(async () => {
      const { theoryJsonSchema } = await import("../../theory/schema.js");
      terminal.print(JSON.stringify(theoryJsonSchema(), null, 2));
    });
}
