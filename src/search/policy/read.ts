import { readFile } from "node:fs/promises";
import { InputError } from "../../errors.js";
import { type Policy, readPolicyDocument } from "./policy.js";

/**
 * The policy of a file that `crossing train` or `--policy archive` wrote. @throws InputError where it cannot
 * be read or is none
 */
export async function readPolicy(path: string): Promise<Policy> {
  let text: string;
  try {
    text = await readFile(path, "utf8");
  } catch (error) {
    throw new InputError({
      where: "policy",
      found: path,
      allowed: `cannot be read: ${(error as Error).message}`,
    });
  }
  let document: unknown;
  try {
    document = JSON.parse(text);
  } catch {
    throw new InputError({ where: path, allowed: "is no policy: make one with crossing train" });
  }
  return readPolicyDocument(document, path);
}
