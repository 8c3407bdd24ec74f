import { readFileSync } from "node:fs";
import { isMainThread } from "node:worker_threads";

interface Times {
  cpuSeconds: number;
  wallSeconds: number;
}

/**
 * Processor and wall-clock seconds since its making, on top of what an interrupted run had used. Processor seconds are the whole
 * process's on the main thread, and the thread's own in a worker.
 */
export class Clock {
  private readonly started = process.hrtime.bigint();
  private readonly usage = processorSeconds();

  private readonly before: Readonly<Times>;

  /** @param before the times of an interrupted run */
  constructor(before: Readonly<Times> = { cpuSeconds: 0, wallSeconds: 0 }) {
    this.before = { cpuSeconds: before.cpuSeconds, wallSeconds: before.wallSeconds };
  }

  get wallSeconds(): number {
    return this.before.wallSeconds + Number(process.hrtime.bigint() - this.started) / 1e9;
  }

  get cpuSeconds(): number {
    return this.before.cpuSeconds + processorSeconds() - this.usage;
  }

  /** Writes the present times into a state that is to be kept. */
  note(state: Times): void {
    state.cpuSeconds = this.cpuSeconds;
    state.wallSeconds = this.wallSeconds;
  }
}

function processorSeconds(): number {
  return (isMainThread ? null : threadSeconds()) ?? seconds(process.cpuUsage());
}

/** Node tells from 22.19 and 23.9 on, Linux always; null elsewhere. */
function threadSeconds(): number | null {
  const host = process as NodeJS.Process & { threadCpuUsage?: () => NodeJS.CpuUsage };
  if (host.threadCpuUsage) return seconds(host.threadCpuUsage());
  try {
    return Number(readFileSync("/proc/thread-self/schedstat", "utf8").split(" ")[0]) / 1e9;
  } catch {
    return null;
  }
}

const seconds = ({ user, system }: NodeJS.CpuUsage) => (user + system) / 1e6;
