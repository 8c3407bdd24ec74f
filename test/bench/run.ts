import { mkdirSync, writeFileSync } from "node:fs";
import { cpus, loadavg } from "node:os";
import { benchmarkCrossing } from "./crossing.js";
import type { Measurement } from "./measurement.js";
import { benchmarkSac } from "./sac.js";
import { benchmarkSearches } from "./searches.js";

// npm run bench [-- --json] [-- --write]: the whole table, as text or as one JSON document, and into results/bench/.

const crossing = benchmarkCrossing();
const sac: Measurement[] = await benchmarkSac();
const { measurements: searches, largestMemory } = benchmarkSearches();
const document = {
  machine: { cpu: cpus()[0]?.model.trim() ?? "unknown", cores: cpus().length, load: loadavg()[0] },
  node: process.version,
  v8: process.versions.v8,
  largestMemory_kB: largestMemory,
  benchmarks: [...crossing, ...sac, ...searches],
};
const json = `${JSON.stringify(document, null, 2)}\n`;
const text = table(document.benchmarks);
if (process.argv.includes("--write")) {
  mkdirSync("results/bench", { recursive: true });
  writeFileSync("results/bench/bench.json", json);
  writeFileSync("results/bench/bench.txt", text);
}
process.stdout.write(process.argv.includes("--json") ? json : text);

/** Medians beside targets, and beside the first backend of the same SAC size. */
function table(rows: readonly Measurement[]): string {
  const cells = rows.map(({ name, median_us, per, target_us }) => {
    const reference = rows.find((other) => sameSize(other.name, name));
    return [
      name,
      duration(median_us),
      per,
      target_us === undefined ? "" : `≤ ${duration(target_us)}`,
      reference && reference.name !== name
        ? `${(median_us / reference.median_us).toFixed(1)} × ${backend(reference.name)}`
        : "",
    ];
  });
  const all = [["", "median", "per", "target", "ratio"], ...cells];
  const widths = all[0]!.map((_, k) => Math.max(...all.map((row) => row[k]!.length)));
  return `${all
    .map((row) =>
      row
        .map((cell, k) => cell.padEnd(widths[k]!))
        .join("  ")
        .trimEnd(),
    )
    .join("\n")}\n`;
}

function sameSize(a: string, b: string): boolean {
  return a.startsWith("sac ") && b.startsWith("sac ") && size(a) === size(b);
}

function size(name: string): string {
  return name.slice(0, name.lastIndexOf(","));
}

function backend(name: string): string {
  return name.slice(name.lastIndexOf(",") + 2);
}

function duration(us: number): string {
  if (us < 1000) return `${us.toFixed(1)} µs`;
  return us < 1e6 ? `${(us / 1000).toFixed(2)} ms` : `${(us / 1e6).toFixed(2)} s`;
}
