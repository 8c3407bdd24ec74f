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

/** What `search ising-2d` does up to its first evaluation, with the cache of the environment; prints microseconds since the process began. */
const FIRST_EVALUATION = [
  "--input-type=module",
  "-e",
  `await import("./dist/cli/program.js");
  const { loadTheory } = await import("./dist/index.js");
  const { openCache } = await import("./dist/search/cache/disk-cache.js");
  const { createSetting } = await import("./dist/search/setting.js");
  const { Rung } = await import("./dist/search/rung.js");
  const theory = loadTheory("ising-2d");
  const setting = createSetting(theory, theory.ladder, undefined, openCache());
  const rung = new Rung(setting, theory.ladder[0], "whitened", { evaluations: 0 });
  rung.problem(1).objective(Float64Array.of(1));
  console.log(1000 * performance.now());`,
];

/** Where searches keep their tables between processes: a folder of the bench's own, or nowhere. */
type Cache = "off" | string;

interface Usage {
  readonly cpu: number;
  readonly memory: number;
}

/** Processor time of whole commands, start of Node included, and the largest memory any of them took [kB]. */
export function benchmarkSearches(): { measurements: Measurement[]; largestMemory: number } {
  const cache = mkdtempSync(join(tmpdir(), "crossing-bench-cache-"));
  try {
    const { measurements, largestMemory } = wholeSearches(cache);
    return { measurements: [...measurements, ...firstEvaluations(cache)], largestMemory };
  } finally {
    rmSync(cache, { recursive: true });
  }
}

function wholeSearches(cache: Cache): { measurements: Measurement[]; largestMemory: number } {
  const searches: [string, string[], Cache, number?][] = [
    ["search ising-2d", ["ising-2d"], "off", 6e6],
    ["search ising-2d, warm cache", ["ising-2d"], cache, 3e6],
    ["search ising-2d --free", ["ising-2d", "--free"], "off"],
    ["search ising-2d-epsilon", ["ising-2d-epsilon"], "off"],
  ];
  usage(["search", "ising-2d"], cache);
  let largestMemory = 0;
  const measurements = searches.map(([name, options, place, target]): Measurement => {
    const used = SEEDS.map((seed) => usage(["search", ...options, "--seed", String(seed), "--json"], place));
    largestMemory = Math.max(largestMemory, ...used.map(({ memory }) => memory));
    return {
      name: `${name}, processor time`,
      median_us: median(used.map(({ cpu }) => cpu)),
      per: "search",
      ...(target === undefined ? {} : { target_us: target }),
    };
  });
  return { measurements, largestMemory };
}

function firstEvaluations(cache: Cache): Measurement[] {
  const kinds: [string, Cache, number][] = [
    ["no cache", "off", 4e6],
    ["warm cache", cache, 1e6],
  ];
  return kinds.map(([name, place, target]) => ({
    name: `start of Node to first evaluation of ising-2d, ${name}, wall time`,
    median_us: median(
      SEEDS.map(() => Number(execFileSync(process.execPath, FIRST_EVALUATION, within(place)).toString())),
    ),
    per: "start",
    target_us: target,
  }));
}

/** Where and in which environment commands run. */
function within(cache: Cache) {
  return { cwd: ROOT, env: { ...process.env, CROSSING_CACHE: cache } };
}

/** Microseconds and kilobytes of one command of the built program. */
function usage(args: string[], cache: Cache): Usage {
  const out = mkdtempSync(join(tmpdir(), "crossing-bench-"));
  const errors = join(out, "stderr");
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
    { ...within(cache), stdio: "ignore" },
  );
  const text = readFileSync(errors, "utf8");
  rmSync(out, { recursive: true });
  const { userCPUTime, systemCPUTime, maxRSS } = JSON.parse(text.slice(text.lastIndexOf("usage") + 5));
  return { cpu: userCPUTime + systemCPUTime, memory: maxRSS };
}
