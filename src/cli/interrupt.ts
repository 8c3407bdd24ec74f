import { exitCodes, type Terminal } from "./terminal.js";

/** The first Ctrl-C asks the work to stop and store what there is; the second ends the process. */
export class Interrupt {
  private readonly controller = new AbortController();
  private announce: () => void = () => {};
  readonly release: () => void;

  constructor(terminal: Terminal) {
    this.release = terminal.onInterrupt(() => {
      if (this.signal.aborted) process.exit(exitCodes.interrupted);
      this.announce();
      this.controller.abort();
    });
  }

  get signal(): AbortSignal {
    return this.controller.signal;
  }

  /** What to say when the first one comes. */
  onFirst(announce: () => void): void {
    this.announce = announce;
  }
}
