import { chmodSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { onTestFinished, vi } from "vitest";
import { scratchFolder } from "../archive/example-run.js";

/** Puts commands of these names, shell scripts with these lines, in the place of all others until the test has ended. */
export function fakeSlurm(commands: Readonly<Record<string, string>>): string {
  const folder = scratchFolder();
  for (const [name, lines] of Object.entries(commands)) {
    writeFileSync(join(folder, name), `#!/bin/sh\n${lines}\n`);
    chmodSync(join(folder, name), 0o755);
  }
  vi.stubEnv("PATH", folder);
  onTestFinished(() => void vi.unstubAllEnvs());
  return folder;
}
