import { run } from "../../src/cli/program.js";
import type { Terminal } from "../../src/cli/terminal.js";

export interface Outcome {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

export interface FakeTerminal extends Terminal {
  readonly stdout: string[];
  readonly stderr: string[];
  interrupt(): void;
  clock: number;
}

export function fakeTerminal(redraws = false): FakeTerminal {
  const listeners = new Set<() => void>();
  const stdout: string[] = [];
  const stderr: string[] = [];
  return {
    stdout,
    stderr,
    clock: 0,
    print: (text) => void stdout.push(`${text}\n`),
    note: (text) => void stderr.push(text),
    redraws,
    columns: 60,
    seconds() {
      return this.clock;
    },
    onInterrupt(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    interrupt() {
      for (const listener of listeners) listener();
    },
  };
}

/** Runs a command line in this process. */
export async function crossing(
  args: readonly string[],
  terminal: FakeTerminal = fakeTerminal(),
): Promise<Outcome> {
  const code = await run(args, terminal);
  return { code, stdout: terminal.stdout.join(""), stderr: terminal.stderr.join("") };
}
