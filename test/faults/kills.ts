import { mkdtempSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { readCheckpoint } from "../../src/archive/checkpoint.js";
import { differences } from "../../src/archive/reproduction.js";
import { listRuns, readRunTrace } from "../../src/archive/run-lookup.js";
import type { Random } from "../../src/math/random.js";
import type { SearchResult } from "../../src/search/result.js";
import { crossing, type Ended, HANG_SECONDS, isCrash } from "./process.js";
import type { DisturbedSearch } from "./searches.js";
import { newTally, type Tally } from "./tally.js";

/** Each process after a kill may live this much longer, so that every search comes to its end. */
const LONGER = 1.15;

/** Kills a search again and again, each time at a random moment, and has it go on, until it has been killed `count` times and ended. */
export async function killed(search: DisturbedSearch, count: number, random: Random): Promise<Tally> {
  const tally = newTally("SIGKILL", search.name);
  const began = performance.now();
  const out = mkdtempSync(join(tmpdir(), "crossing-faults-"));
  const options = ["--quiet", "--json", "--out", out];
  try {
    const whole = await crossing([...search.args, ...options]);
    if (note(tally, whole) || whole.code !== 0) throw new Error(`${search.name}: ${whole.stderr}`);
    const expected = JSON.parse(whole.stdout) as SearchResult;
    rmSync(join(out, expected.runId!), { recursive: true });
    while (tally.count < count) {
      const result = await throughKills(search, { tally, out, options, seconds: whole.seconds, random });
      if (result === null) tally.lost++;
      else if (differences(expected, result).length > 0) tally.changed++;
      else tally.equal++;
      for (const name of readdirSync(out)) rmSync(join(out, name), { recursive: true });
    }
  } finally {
    rmSync(out, { recursive: true, force: true });
    tally.seconds = (performance.now() - began) / 1000;
  }
  return tally;
}

interface Round {
  readonly tally: Tally;
  readonly out: string;
  readonly options: readonly string[];
  readonly seconds: number;
  readonly random: Random;
}

/** The result of one search through all its kills; null where there is none. */
async function throughKills(
  { args }: DisturbedSearch,
  { tally, out, options, seconds, random }: Round,
): Promise<SearchResult | null> {
  let longest = seconds;
  for (;;) {
    const run = onlyRun(out);
    const line = run === null ? args : ["search", "--resume", run];
    const ended = await crossing([...line, ...options], { killAfter: random.between(0, 1000 * longest) });
    longest *= LONGER;
    note(tally, ended);
    if (ended.code !== null) return ended.code === 0 ? (JSON.parse(ended.stdout) as SearchResult) : null;
    tally.count++;
    if (!isWhole(out)) tally.lost++;
    // it may have stored its result and died before it could print it
    const [stored] = listRuns(out).runs;
    if (stored?.state === "complete") return stored.document.result;
  }
}

const onlyRun = (out: string) => readdirSync(out).find((name) => !name.startsWith(".")) ?? null;

/** Everything that lies in the folder can be read: runs, their traces, their checkpoints. */
function isWhole(out: string): boolean {
  try {
    const { runs, broken } = listRuns(out);
    for (const run of runs) {
      readRunTrace(run);
      readCheckpoint(join(run.path, "checkpoint.bin"));
    }
    return broken.length === 0;
  } catch {
    return false;
  }
}

function note(tally: Tally, ended: Ended): boolean {
  const crash = isCrash(ended);
  if (crash) {
    tally.crashes++;
    process.stderr.write(`${tally.of}: ${ended.stderr}\n`);
  }
  if (ended.seconds > HANG_SECONDS) tally.hangs++;
  return crash;
}
