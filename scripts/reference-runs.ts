/**
 * Makes the reference runs under results/ again, all or those named: `npm run build && npm run results -- ising-2d sixd-20/c-25`.
 * About ten CPU minutes for all. `--compact` only rewrites the files that are there.
 */
import { execFileSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const root = fileURLToPath(new URL("..", import.meta.url));

/** What `crossing search` is told for each `results/FOLDER/run.json`. */
export const referenceRuns: Readonly<Record<string, string>> = {
  "compact-boson": "compact-boson",
  "compact-boson-mixed": "compact-boson-mixed --set radius=sqrt(3)",
  "compact-boson-mixed/radius-2": "compact-boson-mixed --set radius=sqrt(4)",
  "compact-boson-mixed/radius-sqrt-2.5": "compact-boson-mixed --set radius=sqrt(2.5)",
  "gff-2d": "gff-2d",
  "ising-2d": "ising-2d",
  "ising-2d-epsilon": "ising-2d-epsilon",
  "ising-2d-mixed": "ising-2d-mixed",
  "ising-2d-mixed/unknown":
    "ising-2d-mixed --set sigma=0.14 epsilon=1.05 --unknown sigma epsilon --points spread-40",
  "line-defect": "line-defect",
  "sixd-20": "sixd-20",
  "sixd-20/c-inf": "sixd-20 --set c=inf",
  "sixd-20/c-9583": "sixd-20 --set c=9583",
  "sixd-20/c-484": "sixd-20 --set c=484",
  "sixd-20/c-243": "sixd-20 --set c=243",
  "sixd-20/c-98": "sixd-20 --set c=98",
  "sixd-20/c-50": "sixd-20 --set c=50",
  "sixd-20/c-25": "sixd-20 --set c=25",
  "sixd-20/a1": "sixd-20 --set c=25 --preset a1",
  "sixd-20/disconnected-tail": "sixd-20 --set c=1000 --preset disconnected-tail",
  "sixd-20-free-like": "sixd-20-free-like",
  "sixd-20-free-like/c-1": "sixd-20-free-like --set c=1",
  "sixd-20-free-like/c-98": "sixd-20-free-like --set c=98",
  "tricritical-epsilon": "tricritical-epsilon",
  "tricritical-joint": "tricritical-joint",
  "yang-lee": "yang-lee",
};

/** A `run.json` with one field a line, which its checksum allows: half as large. */
export function compactRun(text: string): string {
  const fields = Object.entries(JSON.parse(text)).map(
    ([name, value]) => `${JSON.stringify(name)}:${JSON.stringify(value)}`,
  );
  return `{\n${fields.join(",\n")}\n}\n`;
}

function make(folder: string): void {
  const runs = mkdtempSync(join(tmpdir(), "crossing-reference-"));
  const words = referenceRuns[folder]!.split(" ");
  execFileSync(process.execPath, ["bin/crossing.js", "search", ...words, "--out", runs, "--quiet"], {
    cwd: root,
    stdio: ["ignore", "ignore", "inherit"],
  });
  const [run] = readdirSync(runs);
  const place = join(root, "results", folder, "run.json");
  mkdirSync(dirname(place), { recursive: true });
  writeFileSync(place, compactRun(readFileSync(join(runs, run!, "run.json"), "utf8")));
  rmSync(runs, { recursive: true });
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const [...named] = process.argv.slice(2).filter((word) => !word.startsWith("--"));
  const unknown = named.filter((folder) => !(folder in referenceRuns));
  if (unknown.length > 0) throw new Error(`no reference run: ${unknown.join(", ")}`);
  for (const folder of named.length > 0 ? named : Object.keys(referenceRuns)) {
    const place = join(root, "results", folder, "run.json");
    if (process.argv.includes("--compact")) writeFileSync(place, compactRun(readFileSync(place, "utf8")));
    else make(folder);
    console.log(folder);
  }
}
