interface Times {
  cpuSeconds: number;
  wallSeconds: number;
}

/**
 * Processor and wall-clock seconds since its making, on top of what an interrupted run had used. Processor seconds are this
 * thread's where Node can tell (from 22.19 and 23.9 on), else the whole process's.
 */
export class Clock {
  private readonly started = process.hrtime.bigint();
  private readonly usage = cpuUsage();

  private readonly before: Readonly<Times>;

  /** @param before the times of an interrupted run */
  constructor(before: Readonly<Times> = { cpuSeconds: 0, wallSeconds: 0 }) {
    this.before = { cpuSeconds: before.cpuSeconds, wallSeconds: before.wallSeconds };
  }

  get wallSeconds(): number {
    return this.before.wallSeconds + Number(process.hrtime.bigint() - this.started) / 1e9;
  }

  get cpuSeconds(): number {
    return this.before.cpuSeconds + (cpuUsage() - this.usage) / 1e6;
  }

  /** Writes the present times into a state that is to be kept. */
  note(state: Times): void {
    state.cpuSeconds = this.cpuSeconds;
    state.wallSeconds = this.wallSeconds;
  }
}

/** Microseconds. */
function cpuUsage(): number {
  const host = process as NodeJS.Process & { threadCpuUsage?: () => NodeJS.CpuUsage };
  const { user, system } = host.threadCpuUsage?.() ?? host.cpuUsage();
  return user + system;
}
