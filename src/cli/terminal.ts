/** Where a command reads from and writes to, so that tests can stand in for a terminal. */
export interface Terminal {
  /** results: standard output */
  print(text: string): void;
  /** progress, warnings and errors: standard error */
  note(text: string): void;
  /** is standard error a terminal whose last line can be redrawn? */
  readonly redraws: boolean;
  readonly columns: number;
  /** seconds on a clock that only runs forward */
  seconds(): number;
  /** Calls `listener` at Ctrl-C or a request to stop; returns what takes the listener away again. */
  onInterrupt(listener: () => void): () => void;
}

/** What a command works with: the terminal, and the exit code it leaves (0 unless set). */
export interface Invocation {
  readonly terminal: Terminal;
  exitCode: number;
}

/** Exit codes of the command line. */
export const exitCodes = { done: 0, failed: 1, usage: 2, interrupted: 130 } as const;

/** Ctrl-C, a request to stop, a terminal that was closed. */
const stopSignals = ["SIGINT", "SIGTERM", "SIGHUP"] as const;

export function processTerminal(): Terminal {
  return {
    print: (text) => void process.stdout.write(`${text}\n`),
    note: (text) => void process.stderr.write(text),
    redraws: process.stderr.isTTY === true && process.env.TERM !== "dumb",
    columns: process.stderr.columns ?? 80,
    seconds: () => performance.now() / 1000,
    onInterrupt: (listener) => {
      for (const signal of stopSignals) process.on(signal, listener);
      return () => {
        for (const signal of stopSignals) process.off(signal, listener);
      };
    },
  };
}
