import { createHash } from "node:crypto";
import { readdirSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";

/** Where cached numbers are computed: every file of these folders, compiled kernels among them. */
const FOLDERS = ["math", "blocks", "crossing"];

let digest: string | undefined;

/**
 * SHA-256 of the program that computes what is cached, with the versions it depends on: no entry outlives a change of the code.
 *
 * @throws what reading the program's own files throws, as in a bundle that has none
 */
export function codeDigest(): string {
  digest ??= digestOf(fileURLToPath(new URL("../../..", import.meta.url)));
  return digest;
}

function digestOf(source: string): string {
  const hash = createHash("sha256").update(readFileSync(`${source}../package.json`));
  for (const folder of FOLDERS) {
    const files = readdirSync(`${source}${folder}`, { recursive: true, encoding: "utf8" });
    for (const file of files.filter((name) => /(?<!\.d)\.[jt]s$/.test(name)).sort())
      hash.update(`\0${folder}/${file}\0`).update(readFileSync(`${source}${folder}/${file}`));
  }
  return hash.digest("hex");
}
