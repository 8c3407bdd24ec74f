import {
  mkdirSync,
  readdirSync,
  readFileSync,
  statSync,
  truncateSync,
  utimesSync,
  writeFileSync,
} from "node:fs";
import { homedir } from "node:os";
import { join } from "node:path";
import { afterEach, describe, expect, it, vi } from "vitest";
import { PointColumns } from "../../src/crossing/columns.js";
import { identicalScalars2d } from "../../src/crossing/equation.js";
import type { CacheKey, NumberCache } from "../../src/crossing/number-cache.js";
import { pointSet } from "../../src/crossing/points.js";
import { identicalScalarsTail } from "../../src/crossing/tail/free-tail.js";
import { Whitenings } from "../../src/crossing/tail/whitenings.js";
import { createSetting, type Setting } from "../../src/search/rung/setting.js";
import { DiskCache } from "../../src/search/runtime/cache/disk-cache.js";
import { cacheFolder } from "../../src/search/runtime/cache/folder.js";
import { search } from "../../src/search/search.js";
import { loadTheory } from "../../src/theory/load.js";
import { scratchFolder } from "../archive/example-run.js";
import { start } from "../cli/built-program.js";
import { crossing } from "../cli/command-line.js";
import { reproducible } from "./document.js";

const theory = loadTheory("ising-2d");
const rungs = theory.ladder.slice(0, 2);
const tail = identicalScalarsTail("gff", 0.125);

afterEach(() => {
  vi.unstubAllEnvs();
});

const scalar = { channel: "singlet", spin: 0 };

/** A cache in memory that notes what is asked of it. */
class NotedCache implements NumberCache {
  readonly keys: string[] = [];
  hits = 0;
  private readonly numbers = new Map<string, Float64Array>();

  get(key: CacheKey): Float64Array | null {
    const text = JSON.stringify(key.map((part) => (typeof part === "object" ? [...part] : part)));
    this.keys.push(text);
    const found = this.numbers.get(text);
    if (found) this.hits++;
    return found?.slice() ?? null;
  }

  set(_: CacheKey, numbers: Float64Array): void {
    this.numbers.set(this.keys.at(-1)!, numbers.slice());
  }
}

/** Every table at places of its range and the whitening of a cut, as bytes. */
function numbersOf({ columns, whitenings }: Setting): Buffer {
  const parts: Float64Array[] = [];
  for (const table of [...columns.tables.values()].flat()) {
    const { lower, upper } = table;
    for (let k = 0; k <= 40; k++) {
      const delta = Math.min(upper, lower + ((upper - lower) * k) / 40);
      const column = new Float64Array(2 * columns.rows);
      table.value(delta, column, 0);
      table.derivative(delta, column, columns.rows);
      parts.push(column);
    }
  }
  const { directions, singularValues, noise } = whitenings.whitening(tail, 4);
  parts.push(directions, singularValues, Float64Array.of(noise));
  return Buffer.concat(parts.map((part) => Buffer.from(part.buffer, part.byteOffset, part.byteLength)));
}

describe("tables and whitenings out of a cache are those computed, to the last bit", () => {
  it("in memory: a second search's setting computes none of them", () => {
    const cache = new NotedCache();
    const none = numbersOf(createSetting(theory, rungs));
    const cold = numbersOf(createSetting(theory, rungs, undefined, cache));
    const asked = cache.keys.length;
    expect(cache.hits).toBe(0);
    const warm = numbersOf(createSetting(theory, rungs, undefined, cache));
    expect(cache.hits).toBe(asked);
    expect(cold.equals(none)).toBe(true);
    expect(warm.equals(none)).toBe(true);
  });

  it("whatever changes the numbers changes the key", () => {
    const cache = new NotedCache();
    const points = pointSet("spread", 20);
    const equation = identicalScalars2d(points, 0.125);
    const equations = [
      equation,
      identicalScalars2d(pointSet("spread", 21), 0.125),
      identicalScalars2d({ ...points, re: points.re.map((x) => x + 1e-15) }, 0.125),
      identicalScalars2d({ ...points, im: points.im.map((y) => y + 1e-15) }, 0.125),
      identicalScalars2d(points, 0.25),
      { ...equation, key: ["another", ...equation.key.slice(1)] },
    ];
    for (const each of equations) {
      new PointColumns(each, [{ ...scalar, lower: 2, upper: 3 }], { cache });
      const whitenings = new Whitenings(each, cache);
      for (const shape of ["gff", "gff-wide", "power"] as const)
        for (const cut of [4, 4.5]) whitenings.whitening(identicalScalarsTail(shape, 0.125), cut);
    }
    for (const range of [
      { ...scalar, spin: 2, lower: 2, upper: 3 },
      { ...scalar, channel: "another", lower: 2, upper: 3 },
      { ...scalar, lower: 2.5, upper: 3 },
      { ...scalar, lower: 2, upper: 3.5 },
    ])
      new PointColumns(equation, [range], { cache });
    new Whitenings(equation, cache).whitening(identicalScalarsTail("gff", 0.25), 4);
    expect(cache.hits).toBe(0);
    expect(new Set(cache.keys).size).toBe(6 * 7 + 5);
  });
});

const numbers = Float64Array.of(1, -0, Math.PI, 5e-324, Number.POSITIVE_INFINITY);
const only = (folder: string) => join(folder, readdirSync(folder)[0]!);

describe("an entry on disk", () => {
  it("is found by its key and program alone", () => {
    const folder = join(scratchFolder(), "not", "yet", "there");
    const cache = new DiskCache(folder, "program");
    expect(cache.get(["a", 1])).toBeNull();
    cache.set(["a", 1], numbers);
    expect(Object.is(new DiskCache(folder, "program").get(["a", 1])?.[1], -0)).toBe(true);
    expect(cache.get(["a", 1])).toEqual(numbers);
    for (const key of [["a", 2], ["b", 1], ["a", 1, 1], ["a", "1"], ["a", Float64Array.of(1)], ["a1"]])
      expect(cache.get(key)).toBeNull();
    expect(new DiskCache(folder, "another program").get(["a", 1])).toBeNull();
    expect(readdirSync(folder).every((name) => name.endsWith(".numbers"))).toBe(true);
  });

  it("with any byte flipped, cut anywhere, lengthened or under another's name is absent, and can be put back", () => {
    const folder = scratchFolder();
    const cache = new DiskCache(folder, "program");
    cache.set(["a"], numbers);
    const path = only(folder);
    const whole = readFileSync(path);
    expect(whole.length).toBe(40 + numbers.byteLength);
    for (let at = 0; at < whole.length; at++) {
      const flipped = Buffer.from(whole);
      flipped[at]! ^= 1;
      writeFileSync(path, flipped);
      expect(cache.get(["a"])).toBeNull();
      writeFileSync(path, whole.subarray(0, at));
      expect(cache.get(["a"])).toBeNull();
    }
    writeFileSync(path, Buffer.concat([whole, Buffer.alloc(8)]));
    expect(cache.get(["a"])).toBeNull();
    cache.set(["a"], numbers);
    expect(cache.get(["a"])).toEqual(numbers);
    cache.set(["b"], Float64Array.of(2));
    const other = readdirSync(folder).find((name) => join(folder, name) !== path)!;
    writeFileSync(join(folder, other), whole);
    expect(cache.get(["b"])).toBeNull();
  });

  it("that is a folder, or in a folder that cannot be, is silently none", () => {
    const folder = scratchFolder();
    writeFileSync(join(folder, "file"), "");
    // the recursive mkdir of Node 20 would never return from /proc
    for (const place of [join(folder, "file", "below"), "/proc/crossing/below"]) {
      const cache = new DiskCache(place, "program");
      cache.set(["a"], numbers);
      cache.set(["a"], numbers);
      expect(cache.get(["a"])).toBeNull();
    }
    const cache = new DiskCache(folder, "program");
    cache.set(["a"], numbers);
    const name = readdirSync(folder).find((entry) => entry !== "file")!;
    const elsewhere = scratchFolder();
    mkdirSync(join(elsewhere, name, "full"), { recursive: true });
    const blocked = new DiskCache(elsewhere, "program");
    blocked.set(["a"], numbers);
    expect(blocked.get(["a"])).toBeNull();
    expect(readdirSync(elsewhere)).toEqual([name]);
  });

  it("goes when newer ones fill the folder, and nothing else there does", () => {
    const folder = scratchFolder();
    writeFileSync(join(folder, "letter.txt"), "x".repeat(10_000));
    const entry = new Float64Array(12);
    const size = 40 + entry.byteLength;
    for (let k = 0; k < 8; k++) {
      const before = new Set(readdirSync(folder));
      new DiskCache(folder, "program").set([k], entry);
      const added = readdirSync(folder).find((name) => !before.has(name))!;
      utimesSync(join(folder, added), 1000 + k, 1000 + k);
    }
    const capacity = 3.5 * size;
    const small = new DiskCache(folder, "program", capacity);
    small.set(["last"], entry);
    expect([5, 6, 7, "last"].map((k) => small.get([k]) !== null)).toEqual([false, true, true, true]);
    for (let k = 0; k < 50; k++) small.set(["one process", k], entry);
    const entries = readdirSync(folder).filter((name) => name !== "letter.txt");
    expect(entries).toHaveLength(3);
    expect(small.get(["one process", 49])).toEqual(entry);
    expect(readdirSync(folder)).toContain("letter.txt");
  });
});

describe("the folder of the cache", () => {
  it("is $CROSSING_CACHE, $XDG_CACHE_HOME/crossing or ~/.cache/crossing, in this order; off is none", () => {
    const all = { CROSSING_CACHE: "/c", XDG_CACHE_HOME: "/x", HOME: "/h" };
    expect(cacheFolder(all)).toBe("/c");
    expect(cacheFolder({ ...all, CROSSING_CACHE: "off" })).toBeNull();
    expect(cacheFolder({ ...all, CROSSING_CACHE: "" })).toBe("/x/crossing");
    expect(cacheFolder({ XDG_CACHE_HOME: "relative", HOME: "/h" })).toBe("/h/.cache/crossing");
    expect(cacheFolder({ HOME: "/h" })).toBe("/h/.cache/crossing");
    expect(cacheFolder({ HOME: "" })).toBeNull();
    expect(cacheFolder({})).toBe(join(homedir(), ".cache", "crossing"));
  });

  it("of these tests is none of the user's", () => {
    expect(process.env.CROSSING_CACHE).toMatch(/crossing-test-cache-/);
  });
});

describe("a search without a cache, with a cold, a warm and a broken one: the same document bit for bit", () => {
  const contents = (folder: string) =>
    Object.fromEntries(readdirSync(folder).map((name) => [name, readFileSync(join(folder, name), "base64")]));

  it("and a broken entry is written anew", async () => {
    const folder = scratchFolder();
    vi.stubEnv("CROSSING_CACHE", folder);
    const options = { rungs: 2, seed: 3 };
    const run = async (cache: boolean) => reproducible(await search(theory, options, { cache }));
    const none = await run(false);
    expect(readdirSync(folder)).toEqual([]);
    expect(await run(true)).toBe(none);
    const cold = contents(folder);
    const names = Object.keys(cold);
    expect(names.length).toBeGreaterThan(5);
    const long = new Date(1000);
    for (const name of names) utimesSync(join(folder, name), long, long);
    expect(await run(true)).toBe(none);
    expect(names.map((name) => statSync(join(folder, name)).mtimeMs)).toEqual(names.map(() => 1_000));
    for (const [k, name] of names.entries()) {
      if (k % 2 === 0) truncateSync(join(folder, name), 1000 * k);
      else {
        const bytes = Buffer.from(cold[name]!, "base64");
        bytes[bytes.length - 3]! ^= 64;
        writeFileSync(join(folder, name), bytes);
      }
    }
    expect(contents(folder)).not.toEqual(cold);
    expect(await run(true)).toBe(none);
    expect(contents(folder)).toEqual(cold);
  });

  it("--no-cache leaves the folder alone", async () => {
    const folder = scratchFolder();
    vi.stubEnv("CROSSING_CACHE", folder);
    const command = ["search", "ising-2d", "--rungs", "1", "--quiet", "--out", scratchFolder()];
    expect((await crossing([...command, "--no-cache"])).code).toBe(0);
    expect(readdirSync(folder)).toEqual([]);
    expect((await crossing(command)).code).toBe(0);
    expect(readdirSync(folder)).not.toEqual([]);
  });

  it("two worker threads can share a cold one, and --no-cache reaches them", async () => {
    const folder = scratchFolder();
    const command = [
      "search",
      "ising-2d",
      "--rungs",
      "1",
      "--runs",
      "2",
      "--workers",
      "2",
      "--quiet",
      "--json",
    ];
    const run = async (...more: string[]) => {
      const options = ["--out", scratchFolder(), ...more];
      const { code, stdout } = await start([...command, ...options], { CROSSING_CACHE: folder }).outcome;
      expect(code).toBe(0);
      return JSON.parse(stdout).runs.map(reproducible);
    };
    const none = await run("--no-cache");
    expect(readdirSync(folder)).toEqual([]);
    expect(await run()).toEqual(none);
    expect(readdirSync(folder).length).toBeGreaterThan(5);
    expect(readdirSync(folder).filter((name) => !name.endsWith(".numbers"))).toEqual([]);
  });
});
