import { execFile } from "node:child_process";
import { join, resolve } from "node:path";
import { promisify } from "node:util";
import { InputError } from "../errors.js";
import { kernelSpec, writeKernelSpec } from "../notebook/kernel.js";

/**
 * Makes the notebooks' kernel known to Jupyter.
 * @returns the file written and the command in it
 * @throws {InputError} where tslab or Jupyter is missing, for --user together with --prefix, for a folder that cannot be written
 */
export async function installKernel({
  user,
  prefix,
}: {
  readonly user?: boolean;
  readonly prefix?: string;
}): Promise<{ path: string; argv: readonly string[] }> {
  if (user && prefix !== undefined) {
    throw new InputError({ where: "--prefix", found: prefix, allowed: "does not go with --user" });
  }
  const spec = kernelSpec();
  const dataFolder =
    prefix === undefined ? await userDataFolder() : join(resolve(prefix), "share", "jupyter");
  return { path: writeKernelSpec(dataFolder, spec), argv: spec.argv };
}

async function userDataFolder(): Promise<string> {
  try {
    const { stdout } = await promisify(execFile)("jupyter", ["--data-dir"]);
    return stdout.trim();
  } catch (error) {
    const why = (error as NodeJS.ErrnoException).code === "ENOENT" ? "is not on the PATH" : "does not run";
    throw new InputError({
      where: "jupyter",
      allowed: `${why}: pip install jupyterlab (or Debian's jupyter-notebook), or give its folder with --prefix`,
    });
  }
}
