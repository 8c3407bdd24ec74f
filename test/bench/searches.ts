import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { type Measurement, median } from "./measurement.js";

const ROOT = fileURLToPath(new URL("../..", import.meta.url));
const SEEDS = [1, 2, 3];
/** Has a process print what it used when it ends, on standard error. */
const REPORT =
  'data:text/javascript,process.on("exit",()=>process._rawDebug("usage"+JSON.stringify(process.resourceUsage())))';

interface Usage {
  readonly cpu: number;
  readonly wall: number;
  readonly memory: number;
}

/** Processor time of whole commands, start of Node included, and the largest memory any of them took [kB]. */
export function benchmarkSearches(): { measurements: Measurement[]; largestMemory: number } {
  const searches: [string, string[], number?][] = [
    ["search ising-2d", ["ising-2d"], 3e6],
    ["search ising-2d --free", ["ising-2d", "--free"]],
    ["search ising-2d-epsilon", ["ising-2d-epsilon"]],
  ];
  let largestMemory = 0;
  const measurements = searches.map(([name, options, target]): Measurement => {
    const used = SEEDS.map((seed) => usage(["search", ...options, "--seed", String(seed), "--json"]));
    largestMemory = Math.max(largestMemory, ...used.map(({ memory }) => memory));
    return {
      name: `${name}, processor time`,
      median_us: median(used.map(({ cpu }) => cpu)),
      per: "search",
      ...(target === undefined ? {} : { target_us: target }),
    };
  });
  measurements.push({
    name: "search ising-2d --budget 1e: command to first evaluation, wall time",
    median_us: median(SEEDS.map(() => usage(["search", "ising-2d", "--budget", "1e", "--json"]).wall)),
    per: "start",
    target_us: 1e6,
  });
  return { measurements, largestMemory };
}

/** Microseconds and kilobytes of one command of the built program. */
function usage(args: string[]): Usage {
  const out = mkdtempSync(join(tmpdir(), "crossing-bench-"));
  const errors = join(out, "stderr");
  const start = performance.now();
  try {
    // through a file: a pipe would have to be read while the command runs
    execFileSync(
      "/bin/sh",
      [
        "-c",
        'exec "$@" 2> "$0"',
        errors,
        process.execPath,
        "--import",
        REPORT,
        "bin/crossing.js",
        ...args,
        "--out",
        out,
      ],
      { cwd: ROOT, stdio: "ignore" },
    );
  } catch {
    // a budget of one evaluation ends before anything is found
  }
  const wall = 1000 * (performance.now() - start);
  const text = readFileSync(errors, "utf8");
  rmSync(out, { recursive: true });
  const { userCPUTime, systemCPUTime, maxRSS } = JSON.parse(text.slice(text.lastIndexOf("usage") + 5));
  return { cpu: userCPUTime + systemCPUTime, wall, memory: maxRSS };
}
