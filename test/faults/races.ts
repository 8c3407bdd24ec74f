import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { differences } from "../../src/archive/reproduction.js";
import { listRuns } from "../../src/archive/run-lookup.js";
import type { Random } from "../../src/math/random.js";
import type { SearchResult } from "../../src/search/result.js";
import { crossing, type Ended, isCrash } from "./process.js";
import type { Disturbed } from "./searches.js";
import { newTally, type Tally } from "./tally.js";

/** Two processes go on with one killed run at once: one of them is refused, or finds it complete, and the result is the same. */
export async function raced({ name, args }: Disturbed, count: number, random: Random): Promise<Tally> {
  const tally = newTally("two processes", name);
  const began = performance.now();
  const out = mkdtempSync(join(tmpdir(), "crossing-faults-"));
  const options = ["--quiet", "--json", "--out", out];
  const whole = await crossing([...args, ...options]);
  const expected = JSON.parse(whole.stdout) as SearchResult;
  rmSync(join(out, expected.runId!), { recursive: true });
  while (tally.count < count) {
    await crossing([...args, ...options], { killAfter: random.between(300, 1000 * whole.seconds) });
    const [run] = listRuns(out).runs;
    if (!run || run.state === "complete") {
      if (run) rmSync(run.path, { recursive: true });
      continue;
    }
    tally.count++;
    const line = ["search", "--resume", run.path, ...options];
    const usual = whole.ownSeconds;
    const both = await Promise.all([crossing(line, { usual }), crossing(line, { usual })]);
    for (const ended of both) {
      if (isCrash(ended)) tally.crashes++;
      if (ended.hung) tally.hangs++;
    }
    const done = both.filter(({ code }) => code === 0);
    if (!both.every((ended) => ended.code === 0 || isRefused(ended)) || done.length !== 1) tally.lost++;
    else if (differences(expected, JSON.parse(done[0]!.stdout) as SearchResult).length > 0) tally.changed++;
    else tally.equal++;
    rmSync(run.path, { recursive: true });
  }
  rmSync(out, { recursive: true });
  tally.seconds = (performance.now() - began) / 1000;
  return tally;
}

const isRefused = ({ code, stderr }: Ended) =>
  code === 2 && /is writing this run|nothing to resume/.test(stderr);
