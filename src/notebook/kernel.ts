import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { onDisk, replaceFile } from "../archive/atomic-file.js";
import { InputError } from "../errors.js";
import { makeFolder } from "../make-folder.js";

/** What Jupyter reads to start a kernel. */
export interface KernelSpec {
  readonly argv: readonly string[];
  readonly display_name: string;
  readonly language: string;
}

/** The folder of the notebooks, which has tslab among its own packages. */
export const notebookFolder = fileURLToPath(new URL("../../notebooks", import.meta.url));

/**
 * The TypeScript kernel of the notebooks: tslab on the Node that runs this, wherever Jupyter is started from.
 * @param folder where tslab is looked for, and in the folders above it
 * @throws {InputError} with the line that installs tslab where it is missing
 */
export function kernelSpec(folder = notebookFolder): KernelSpec {
  return {
    // on Node 20 importing this package from a cell would warn in every notebook that require() of modules is new
    argv: [
      process.execPath,
      "--disable-warning=ExperimentalWarning",
      findTslab(folder),
      "kernel",
      "--config-path",
      "{connection_file}",
    ],
    display_name: "TypeScript",
    language: "typescript",
  };
}

/**
 * Writes the kernel's specification where Jupyter looks for it, in place of an older one.
 * @param dataFolder a data folder of Jupyter, such as ~/.local/share/jupyter
 * @returns the file
 * @throws {InputError} where tslab is missing or the folder cannot be written
 */
export function writeKernelSpec(dataFolder: string, spec: KernelSpec = kernelSpec()): string {
  const folder = join(dataFolder, "kernels", "tslab");
  onDisk(folder, () => makeFolder(folder));
  const file = join(folder, "kernel.json");
  replaceFile(file, `${JSON.stringify(spec, null, 2)}\n`);
  return file;
}

function findTslab(folder: string): string {
  const { resolve } = createRequire(join(folder, "package.json"));
  try {
    const manifest = resolve("tslab/package.json");
    return join(dirname(manifest), JSON.parse(readFileSync(manifest, "utf8")).bin.tslab);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== "MODULE_NOT_FOUND") throw error;
    throw new InputError({
      where: "tslab",
      allowed: `is not installed, and the notebooks run on it: npm ci --prefix ${folder}`,
    });
  }
}
