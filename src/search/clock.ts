/**
 * Processor and wall-clock seconds since its making, the former on top of what an interrupted run had used. Processor seconds are this
 * thread's where Node can tell (from 22.19 and 23.9 on), else the whole process's.
 */
export class Clock {
  private readonly started = process.hrtime.bigint();
  private readonly usage = cpuUsage();

  constructor(private readonly before: number) {}

  get wallSeconds(): number {
    return Number(process.hrtime.bigint() - this.started) / 1e9;
  }

  get cpuSeconds(): number {
    return this.before + (cpuUsage() - this.usage) / 1e6;
  }
}

/** Microseconds. */
function cpuUsage(): number {
  const host = process as NodeJS.Process & { threadCpuUsage?: () => NodeJS.CpuUsage };
  const { user, system } = host.threadCpuUsage?.() ?? host.cpuUsage();
  return user + system;
}
