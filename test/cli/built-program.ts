import { type ChildProcess, spawn } from "node:child_process";
import { fileURLToPath } from "node:url";
import type { SearchResult } from "../../src/search/result.js";
import type { Outcome } from "./command-line.js";

/** The program as installed; `npm run build` makes what it loads. Worker threads run only from there. */
export const program = fileURLToPath(new URL("../../bin/crossing.js", import.meta.url));

export interface Started {
  readonly child: ChildProcess;
  readonly outcome: Promise<Outcome>;
}

/** Runs the built program in a process of its own. */
export function start(args: readonly string[], environment: NodeJS.ProcessEnv = {}): Started {
  const child = spawn(process.execPath, [program, ...args], { env: { ...process.env, ...environment } });
  let stdout = "";
  let stderr = "";
  child.stdout.setEncoding("utf8").on("data", (text: string) => {
    stdout += text;
  });
  child.stderr.setEncoding("utf8").on("data", (text: string) => {
    stderr += text;
  });
  const outcome = new Promise<Outcome>((resolve, reject) => {
    child.once("error", reject);
    child.once("close", (code) => resolve({ code: code ?? -1, stdout, stderr }));
  });
  return { child, outcome };
}

/** A result without what is of one run only: its id, its place and its times. */
export function reproducible(result: SearchResult): unknown {
  const { runId, path, cpuSeconds, wallSeconds, ladder, ...rest } = result;
  return { ...rest, ladder: ladder?.map(({ cpuSeconds, ...rung }) => rung) };
}
