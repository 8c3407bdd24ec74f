import { existsSync, readdirSync, statSync } from "node:fs";
import { isAbsolute, join, relative, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { InputError } from "../errors.js";

/** `theories/` of the package: two levels up from both src/theory and dist/theory. */
const shipped = fileURLToPath(new URL("../../theories", import.meta.url));
export const theoryFileName = "theory.yaml";

/** Ids of the theories that come with the package, sorted. */
export function listTheories(): string[] {
  return readdirSync(shipped)
    .filter((id) => existsSync(join(shipped, id, theoryFileName)))
    .sort();
}

/** Does a theory file come with the package? */
export function isShipped(file: string): boolean {
  return isAbsolute(file) && !relative(shipped, file).startsWith("..");
}

/**
 * Absolute path of a theory file, from an id of the package, a YAML file or a folder that holds theory.yaml.
 * An id wins over a folder of the same name; write ./name for the folder.
 * @throws InputError where there is none
 */
export function findTheory(idOrPath: string): string {
  const ids = listTheories();
  if (ids.includes(idOrPath)) return join(shipped, idOrPath, theoryFileName);
  const path = resolve(idOrPath);
  const found = statSync(path, { throwIfNoEntry: false });
  if (found?.isFile()) return path;
  if (found?.isDirectory() && existsSync(join(path, theoryFileName))) return join(path, theoryFileName);
  const allowed = found
    ? found.isDirectory()
      ? `the folder holds no ${theoryFileName}`
      : "is no regular file: write the theory into one"
    : `no such theory or file; theories are ${ids.join(", ")}, or give the path of a YAML file`;
  throw new InputError({ where: "theory", found: idOrPath, allowed });
}
