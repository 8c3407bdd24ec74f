import { spawn } from "node:child_process";
import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";

/** The program as installed; worker threads run only from there. */
const program = fileURLToPath(new URL("../../bin/crossing.js", import.meta.url));

export interface Ended {
  /** null where a signal ended it */
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
  /** on the clock */
  readonly seconds: number;
  /** without those in which it was ready to run and had no processor */
  readonly ownSeconds: number;
  readonly hung: boolean;
}

export interface Ending {
  /** SIGKILL after so many milliseconds */
  readonly killAfter?: number;
  /** `ownSeconds` of the same work undisturbed */
  readonly usual?: number;
  readonly environment?: NodeJS.ProcessEnv;
  /** module to load first */
  readonly preload?: string;
}

/**
 * A process hangs, and is ended, where it takes so many seconds more than the same work undisturbed, those
 * not counted in which a busy machine lets it wait: what stands still, or runs in circles, does not wait for
 * a processor.
 */
const HANG_SECONDS = 5;
/** What nobody has done yet undisturbed may take so long. */
const USUAL_SECONDS = 25;
const POLL_MILLISECONDS = 100;

/** Runs the program, with a checkpoint after every unit of work, to its end, until it is killed or hangs. */
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
  const seconds = () => (performance.now() - began) / 1000;
  let waited = 0;
  let hung = false;
  const poll = setInterval(() => {
    waited = secondsInQueue(child.pid) ?? waited;
    if (seconds() - waited <= (ending.usual ?? USUAL_SECONDS) + HANG_SECONDS) return;
    hung = true;
    child.kill("SIGKILL");
  }, POLL_MILLISECONDS);
  const timer =
    ending.killAfter === undefined ? undefined : setTimeout(() => child.kill("SIGKILL"), ending.killAfter);
  const code = await new Promise<number | null>((resolve, reject) =>
    child.once("error", reject).once("close", resolve),
  ).finally(() => {
    clearInterval(poll);
    clearTimeout(timer);
  });
  return { code, ...texts, seconds: seconds(), ownSeconds: seconds() - waited, hung };
}

/**
 * How long the main thread of a process has waited for a processor, in seconds; null where the system does
 * not tell.
 */
function secondsInQueue(pid: number | undefined): number | null {
  try {
    return Number(readFileSync(`/proc/${pid}/schedstat`, "utf8").split(" ")[1]) / 1e9;
  } catch {
    return null;
  }
}

/** What a program must never say. */
export const isCrash = ({ stderr, code }: Ended) =>
  stderr.includes("this is a bug") || (code !== null && code > 2 && code !== 130);
