import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { differences } from "../../src/archive/reproduction.js";
import { listRuns } from "../../src/archive/run-lookup.js";
import type { Random } from "../../src/math/random.js";
import type { SearchResult } from "../../src/search/result.js";
import { crossing, isCrash } from "./process.js";
import type { Disturbed } from "./searches.js";
import { newTally, type Tally } from "./tally.js";

/** Bytes that a search here writes, checkpoints and all. */
const WRITTEN = 3e7;
const preload = new URL("./full-disk.mjs", import.meta.url).href;

/** The disk is full from a random moment on, for some writes or for ever: the search ends, and its result is printed if it could begin. */
export async function onFullDisk({ name, args }: Disturbed, count: number, random: Random): Promise<Tally> {
  const tally = newTally("full disk", name);
  const began = performance.now();
  const out = mkdtempSync(join(tmpdir(), "crossing-faults-"));
  const line = [...args, "--quiet", "--json", "--no-cache", "--out", out];
  const whole = await crossing(line);
  const expected = JSON.parse(whole.stdout) as SearchResult;
  for (; tally.count < count; tally.count++) {
    const environment = {
      CROSSING_FAULT_BYTES: String(Math.round(random.uniform() ** 3 * WRITTEN)),
      CROSSING_FAULT_WRITES: random.uniform() < 0.5 ? "1e9" : String(1 + Math.floor(20 * random.uniform())),
    };
    const ended = await crossing(line, { environment, preload, usual: whole.ownSeconds });
    if (isCrash(ended)) {
      tally.crashes++;
      process.stderr.write(`${name}: ${ended.stderr}\n`);
    }
    if (ended.hung) tally.hangs++;
    if (ended.stdout === "") {
      // no folder could be made for it
      if (!/disk is full/.test(ended.stderr)) tally.lost++;
    } else if (differences(expected, JSON.parse(ended.stdout) as SearchResult).length > 0) tally.changed++;
    else tally.equal++;
  }
  if (listRuns(out).broken.length > 0) tally.lost++;
  rmSync(out, { recursive: true });
  tally.seconds = (performance.now() - began) / 1000;
  return tally;
}
