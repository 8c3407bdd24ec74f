/** Processor and wall-clock seconds since its making, the former on top of what an interrupted run had used. */
export class Clock {
  private readonly started = process.hrtime.bigint();
  private readonly usage = process.cpuUsage();

  constructor(private readonly before: number) {}

  get wallSeconds(): number {
    return Number(process.hrtime.bigint() - this.started) / 1e9;
  }

  get cpuSeconds(): number {
    const { user, system } = process.cpuUsage(this.usage);
    return this.before + (user + system) / 1e6;
  }
}
