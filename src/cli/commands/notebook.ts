import type { Command } from "commander";
import { jsonOption } from "../options.js";
import type { Invocation } from "../terminal.js";

interface InstallOptions {
  readonly user?: boolean;
  readonly prefix?: string;
  readonly json?: boolean;
}

export function notebookCommand(program: Command, { terminal }: Invocation): void {
  const notebook = program
    .command("notebook")
    .summary("set up the notebooks")
    .description("Sets up Jupyter for the notebooks.");
  notebook
    .command("install")
    .summary("make the TypeScript kernel known to Jupyter")
    .description(
      "Writes the specification of the TypeScript kernel (tslab, from the packages of notebooks/) into Jupyter's data folder.",
    )
    .option("--user", "into your own data folder, as `jupyter --data-dir` names it (default)")
    .option("--prefix <dir>", "into DIR/share/jupyter, such as that of a virtual or conda environment")
    .addOption(jsonOption())
    .addHelpText(
      "after",
      `
Examples:
  npm ci --prefix notebooks                 what the kernel needs, once
  crossing notebook install
  crossing notebook install --prefix "$VIRTUAL_ENV"
  jupyter lab notebooks/

Jupyter itself comes from elsewhere: pip install jupyterlab, or Debian's package jupyter-notebook.
--json prints {path, argv}.`,
    )
    .action(async (options: InstallOptions) => {
      const { installKernel } = await import("../install-kernel.js");
      const { path, argv } = await installKernel(options);
      terminal.print(
        options.json
          ? JSON.stringify({ path, argv }, null, 2)
          : `kernel written: ${path}\nnext: jupyter lab notebooks/`,
      );
    });
}
