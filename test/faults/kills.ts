import { mkdtempSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { isDeepStrictEqual } from "node:util";
import { differences } from "../../src/archive/reproduction.js";
import { InputError } from "../../src/errors.js";
import type { Random } from "../../src/math/random.js";
import type { SearchResult } from "../../src/search/result.js";
import type { Course } from "./course.js";
import { crossing, type Ended, isCrash } from "./process.js";
import type { Disturbed } from "./searches.js";
import { newTally, type Tally } from "./tally.js";

/** Each process after a kill may live this much longer, so that every search comes to its end. */
const LONGER = 1.15;

/** What is stored and printed undisturbed, and how long that takes. */
interface Expected {
  readonly stored: readonly object[];
  readonly printed: readonly object[];
  readonly seconds: number;
  readonly ownSeconds: number;
}

const undisturbed = new Map<string, Promise<Expected>>();

/**
 * Kills work again and again, each time at a random moment, and has it go on, until it has been killed
 * `count` times and ended.
 */
export async function killed(work: Disturbed, count: number, random: Random): Promise<Tally> {
  const tally = newTally("SIGKILL", work.name);
  const began = performance.now();
  const known = undisturbed.get(work.name) ?? expectedOf(work);
  undisturbed.set(work.name, known);
  const expected = await known;
  await inFolder(async (out) => {
    while (tally.count < count) {
      const same = await throughKills(work, { tally, out, expected, random });
      if (same === null) tally.lost++;
      else if (same) tally.equal++;
      else tally.changed++;
      for (const name of readdirSync(out)) rmSync(join(out, name), { recursive: true });
    }
  });
  tally.seconds = (performance.now() - began) / 1000;
  return tally;
}

const optionsOf = (out: string) => ["--quiet", "--json", "--out", out];

async function inFolder<Value>(work: (out: string) => Promise<Value>): Promise<Value> {
  const out = mkdtempSync(join(tmpdir(), "crossing-faults-"));
  try {
    return await work(out);
  } finally {
    rmSync(out, { recursive: true, force: true });
  }
}

async function expectedOf({ name, args, course }: Disturbed): Promise<Expected> {
  return inFolder(async (out) => {
    const ended = await crossing([...course.next(args, out)!, ...optionsOf(out)]);
    if (ended.code !== 0) throw new Error(`${name}: ${ended.code} ${ended.stderr}`);
    const stored = course.stored(out);
    if (stored.length === 0) throw new Error(`${name}: nothing is stored`);
    return { stored, printed: documents(ended), seconds: ended.seconds, ownSeconds: ended.ownSeconds };
  });
}

/** What a command printed: one result, or several in one document. */
function documents({ stdout }: Ended): readonly object[] {
  const document = JSON.parse(stdout) as { runs?: object[]; steps?: object[] };
  return document.runs ?? document.steps ?? [document];
}

interface Round {
  readonly tally: Tally;
  readonly out: string;
  readonly expected: Expected;
  readonly random: Random;
}

/**
 * One piece of work through all its kills: whether all that is stored and printed is the same as without;
 * null where something is gone.
 */
async function throughKills(
  { name, args, course }: Disturbed,
  { tally, out, expected, random }: Round,
): Promise<boolean | null> {
  let longest = expected.seconds;
  let same = true;
  let line = course.next(args, out);
  while (line !== null) {
    const killAfter = random.between(0, 1000 * longest);
    const ended = await crossing([...line, ...optionsOf(out)], { killAfter, usual: expected.ownSeconds });
    longest *= LONGER;
    note(tally, ended);
    const next = course.next(args, out);
    if (ended.code === 0) same &&= documents(ended).every((each) => isAmong(expected.printed, each));
    else if (ended.code === null && !ended.hung) {
      tally.count++;
      if (!isWhole(course, out)) tally.lost++;
    }
    // refused, hung, or done with nothing to show for it
    const isStuck = ended.hung || (ended.code !== null && isDeepStrictEqual(next, line));
    if (isStuck || (ended.code ?? 0) !== 0) {
      process.stderr.write(`${name}: ${line.join(" ")}: ${ended.code} ${ended.stderr}\n`);
      return null;
    }
    line = next;
  }
  const stored = course.stored(out);
  if (stored.length !== expected.stored.length) return null;
  return same && stored.every((each, k) => isSame(expected.stored[k]!, each));
}

const isAmong = (known: readonly object[], one: object) => known.some((each) => isSame(each, one));

const isSame = (one: object, other: object) =>
  differences(one as SearchResult, other as SearchResult).length === 0;

/** Everything that lies in the folder can be read. */
function isWhole({ read }: Course, out: string): boolean {
  try {
    read(out);
    return true;
  } catch (error) {
    if (!(error instanceof InputError)) throw error;
    return false;
  }
}

function note(tally: Tally, ended: Ended): void {
  if (isCrash(ended)) {
    tally.crashes++;
    process.stderr.write(`${tally.of}: ${ended.stderr}\n`);
  }
  if (ended.hung) tally.hangs++;
}
