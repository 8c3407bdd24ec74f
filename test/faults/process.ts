import { spawn } from "node:child_process";
import { fileURLToPath } from "node:url";

/** The program as installed; worker threads run only from there. */
const program = fileURLToPath(new URL("../../bin/crossing.js", import.meta.url));

export interface Ended {
  /** null where a signal ended it */
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
  readonly seconds: number;
}

export interface Ending {
  /** SIGKILL after so many milliseconds */
  readonly killAfter?: number;
  readonly environment?: NodeJS.ProcessEnv;
  /** module to load first */
  readonly preload?: string;
}

/** A run that takes longer than this hangs: whole searches here take some seconds. */
export const HANG_SECONDS = 120;

/** Runs the program, with a checkpoint after every unit of work, to its end or until it is killed. */
export async function crossing(args: readonly string[], ending: Ending = {}): Promise<Ended> {
  const began = performance.now();
  const first = ending.preload === undefined ? [] : ["--import", ending.preload];
  const child = spawn(process.execPath, [...first, program, ...args], {
    env: { ...process.env, CROSSING_CHECKPOINT_SECONDS: "0", ...ending.environment },
  });
  const texts = { stdout: "", stderr: "" };
  for (const stream of ["stdout", "stderr"] as const)
    child[stream].setEncoding("utf8").on("data", (text: string) => {
      texts[stream] += text;
    });
  const timer = setTimeout(() => child.kill("SIGKILL"), ending.killAfter ?? HANG_SECONDS * 1000);
  const code = await new Promise<number | null>((resolve, reject) =>
    child.once("error", reject).once("close", resolve),
  );
  clearTimeout(timer);
  return { code, ...texts, seconds: (performance.now() - began) / 1000 };
}

/** What a program must never say. */
export const isCrash = ({ stderr, code }: Ended) =>
  stderr.includes("this is a bug") || (code !== null && code > 2 && code !== 130);
