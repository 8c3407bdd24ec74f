import { type SpawnSyncReturns, spawnSync } from "node:child_process";
import { randomBytes } from "node:crypto";
import { chmodSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { hostname, tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";

/** A Slurm of one node on this machine, with ports, key and folders of its own, apart from any other Slurm here. */
export interface SingleNode {
  /** the environment in which Slurm's commands speak to it */
  readonly environment: NodeJS.ProcessEnv;
  /** Runs a Slurm command; throws where it fails. */
  run(command: string, ...args: string[]): string;
  stop(): Promise<void>;
}

/** Why there is no Slurm here. */
export interface NoSlurm {
  readonly reason: string;
}

/** Cores that the node says it has, whatever the machine has: tasks share them. */
const CORES = 4;

/** Installs what is missing (as root on Debian), configures and starts Slurm. */
export async function startSingleNode(): Promise<SingleNode | NoSlurm> {
  const refusal = install();
  if (refusal !== null) return { reason: refusal };
  const folder = mkdtempSync(join(tmpdir(), "crossing-slurm-"));
  const node = new Daemons(folder);
  try {
    await node.start();
    return node;
  } catch (error) {
    await node.stop();
    return { reason: (error as Error).message };
  }
}

function install(): string | null {
  if (process.getuid?.() !== 0) return "Slurm's daemons need root";
  if (isThere("slurmctld") && isThere("slurmd") && isThere("munged")) return null;
  if (!isThere("apt-get")) return "Slurm is not installed, and there is no apt-get";
  const install = ["install", "-y", "--no-install-recommends", "slurm-wlm", "munge"];
  // A machine whose package lists are empty or old needs new ones.
  for (const update of [false, true]) {
    if (update) call("apt-get", ["update"]);
    if (call("apt-get", install, { DEBIAN_FRONTEND: "noninteractive" }).status === 0) return null;
  }
  return "apt-get could not install slurm-wlm and munge";
}

const isThere = (command: string) => call("which", [command]).status === 0;

function call(
  command: string,
  args: readonly string[],
  more: NodeJS.ProcessEnv = {},
): SpawnSyncReturns<string> {
  // Daemons keep the pipes of their starter open: only what ends by itself may have any.
  return spawnSync(command, args, { encoding: "utf8", env: { ...process.env, ...more }, timeout: 90_000 });
}

class Daemons implements SingleNode {
  readonly environment: NodeJS.ProcessEnv;

  constructor(private readonly folder: string) {
    this.environment = { SLURM_CONF: join(folder, "slurm.conf") };
  }

  async start(): Promise<void> {
    const { folder } = this;
    chmodSync(folder, 0o755);
    for (const name of ["state", "spool", "log", "munge"]) mkdirSync(join(folder, name));
    writeFileSync(join(folder, "munge", "key"), randomBytes(1024), { mode: 0o600 });
    writeFileSync(join(folder, "slurm.conf"), configuration(folder));
    this.daemon("munged", "--force", ...this.mungeOptions());
    this.daemon("slurmctld", "-c");
    this.daemon("slurmd");
    const ready = () => /idle/.test(this.run("sinfo", "--noheader", "--format=%T"));
    if (!(await until(ready, 20))) throw new Error(`Slurm did not come up: ${this.lastWords()}`);
  }

  private mungeOptions(): string[] {
    const place = join(this.folder, "munge");
    return [
      `--key-file=${place}/key`,
      `--socket=${place}/socket`,
      `--pid-file=${place}/pid`,
      `--log-file=${place}/log`,
      `--seed-file=${place}/seed`,
    ];
  }

  private daemon(command: string, ...args: string[]): void {
    const { status, error } = spawnSync(command, args, {
      env: { ...process.env, ...this.environment },
      stdio: "ignore",
      timeout: 20_000,
    });
    if (status !== 0) throw new Error(`${command} does not start: ${error?.message ?? `status ${status}`}`);
  }

  run(command: string, ...args: string[]): string {
    const { status, stdout, stderr } = call(command, args, this.environment);
    if (status !== 0) throw new Error(`${command} ${args.join(" ")}: ${stderr}`);
    return stdout;
  }

  private lastWords(): string {
    try {
      return readFileSync(join(this.folder, "log", "slurmctld.log"), "utf8")
        .trim()
        .split("\n")
        .slice(-3)
        .join("; ");
    } catch {
      return "no log";
    }
  }

  async stop(): Promise<void> {
    call("scontrol", ["shutdown"], this.environment);
    for (const pidFile of ["slurmd.pid", "slurmctld.pid", "munge/pid"]) await this.end(pidFile);
    rmSync(this.folder, { recursive: true, force: true });
  }

  /** Ends a daemon of ours: asks, and insists after five seconds. */
  private async end(pidFile: string): Promise<void> {
    let pid: number;
    try {
      pid = Number(readFileSync(join(this.folder, pidFile), "utf8"));
    } catch {
      return;
    }
    for (const signal of ["SIGTERM", "SIGKILL"] as const) {
      try {
        process.kill(pid, signal);
      } catch {
        return;
      }
      if (await until(() => !isAlive(pid), 5)) return;
    }
  }
}

function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
}

/** Waits until something holds; false where it does not within so many seconds. An error counts as not yet. */
export async function until(holds: () => boolean, seconds: number): Promise<boolean> {
  const end = performance.now() + 1000 * seconds;
  while (performance.now() < end) {
    try {
      if (holds()) return true;
    } catch {
      // not yet
    }
    await sleep(100);
  }
  return false;
}

function configuration(folder: string): string {
  const host = hostname().split(".")[0]!;
  return `ClusterName=crossing
SlurmctldHost=${host}(127.0.0.1)
SlurmctldPort=26817
SlurmdPort=26818
SlurmUser=root
AuthType=auth/munge
# A requeued job waits that long, by default two minutes; five seconds is the least.
AuthInfo=socket=${folder}/munge/socket,cred_expire=5
StateSaveLocation=${folder}/state
SlurmdSpoolDir=${folder}/spool
SlurmctldPidFile=${folder}/slurmctld.pid
SlurmdPidFile=${folder}/slurmd.pid
SlurmctldLogFile=${folder}/log/slurmctld.log
SlurmdLogFile=${folder}/log/slurmd.log
SlurmdParameters=config_overrides
ProctrackType=proctrack/linuxproc
TaskPlugin=task/none
SchedulerParameters=sched_interval=2,batch_sched_delay=0,bf_interval=2
SelectType=select/cons_tres
SelectTypeParameters=CR_Core
MpiDefault=none
ReturnToService=2
SlurmctldTimeout=30
SlurmdTimeout=30
AccountingStorageType=accounting_storage/none
NodeName=${host} NodeAddr=127.0.0.1 CPUs=${CORES} RealMemory=4000 State=UNKNOWN
PartitionName=main Nodes=${host} Default=YES MaxTime=1:00:00 State=UP
`;
}
