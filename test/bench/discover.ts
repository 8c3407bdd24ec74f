// The content that `crossing discover` finds beside exact data, and its numbers and cost beside the ladder of the theory file.
//   node --import tsx test/bench/discover.ts run [case…]     one JSON line a case and seed, into results/discover/data.json
//   node --import tsx test/bench/discover.ts table           the table of results/discover/README.md
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { compare, withExact } from "../../src/compare/compare.js";
import type { SearchResult } from "../../src/search/result.js";
import { theoryOfResult } from "../../src/search/rung/theory-of-result.js";
import { search } from "../../src/search/search.js";
import { loadFrom, loadTheory } from "../../src/theory/load.js";
import type { Theory } from "../../src/theory/theory.js";
import { TheoryFiles } from "../../src/theory/theory-files.js";

const DATA = fileURLToPath(new URL("../../results/discover/data.json", import.meta.url));

interface Case {
  readonly id: string;
  readonly set?: Readonly<Record<string, number>>;
  readonly free?: true;
  /** changes of the file's text that make a wrong input, or another theory, of it */
  readonly change?: readonly (readonly [from: string, to: string])[];
  readonly seeds?: readonly number[];
}

const cases: Readonly<Record<string, Case>> = {
  "ising-2d": { id: "ising-2d", seeds: [1, 2, 3] },
  "ising-2d-epsilon": { id: "ising-2d-epsilon" },
  "ising-3d": { id: "ising-3d", seeds: [1, 2, 3] },
  "ising-3d --free": { id: "ising-3d", free: true },
  "tricritical-epsilon": { id: "tricritical-epsilon" },
  "tricritical-sigma": { id: "tricritical-sigma" },
  "gff-2d": { id: "gff-2d" },
  "gff-2d at 0.4": { id: "gff-2d", set: { delta: 0.4 } },
  gff: { id: "gff" },
  "yang-lee": { id: "yang-lee" },
  "compact-boson": { id: "compact-boson" },
  "compact-boson-cos": { id: "compact-boson-cos" },
  "ising-2d, Δσ = 0.13": { id: "ising-2d", change: [['"1/8"', "0.13"]] },
  "ising-2d, Δσ = 0.12": { id: "ising-2d", change: [['"1/8"', "0.12"]] },
  "ising-2d, J4 at 4.2": { id: "ising-2d", change: [["delta: 4, conserved: true", "delta: 4.2"]] },
  "ising-2d, c = 0.55": { id: "ising-2d", set: { c: 0.55 } },
};

interface Line {
  readonly name: string;
  readonly seed: number;
  /** unknown operators: right, missing below the highest determined dimension, too many there */
  readonly content: readonly [right: number, missing: number, extra: number] | null;
  readonly cut: number;
  readonly determined: number;
  /** largest distance from exact or published values, in bars; null without such */
  readonly pull: number | null;
  /** the same of the ladder of the file */
  readonly hand: {
    readonly determined: number;
    readonly pull: number | null;
    readonly seconds: number;
  } | null;
  readonly seconds: number;
  readonly warnings: readonly string[];
  readonly operators: string;
}

function load({ id, set, free, change }: Case, discover: boolean): Theory {
  const options = { ...(set && { set }), ...(free && { free }), ...(discover && { discover }) };
  const theory = loadTheory(id, options);
  if (!change) return theory;
  const name = "theory.yaml";
  let text = theory.texts[name]!;
  for (const [from, to] of change) {
    if (!text.includes(from)) throw new Error(`${id}: no ${from}`);
    text = text.replace(from, to);
  }
  return loadFrom(new TheoryFiles(name, { [name]: text }, false), options);
}

async function measured(name: string, seed: number): Promise<Line> {
  const given = cases[name]!;
  const theory = load(given, true);
  const result = await search(theory, { seed });
  const right = given.change || given.set?.c ? null : load(given, false);
  const hand = right && (await search(right, { seed }));
  return {
    name,
    seed,
    content: right && right.exact.length > 0 ? contentOf(result, right) : null,
    cut: result.cut!,
    ...numbers(result, theoryOfResult(theory, result), right !== null),
    hand: hand && { ...numbers(hand, right, true), seconds: rounded(hand.cpuSeconds) },
    seconds: rounded(result.cpuSeconds),
    warnings: result.warnings.map(({ code }) => code),
    operators: result.operators
      .map(
        ({ spin, delta, determined }) => `${determined ? "" : "~"}(${delta.value.toPrecision(6)}, ${spin})`,
      )
      .join(" "),
  };
}

const rounded = (value: number) => Number(value.toPrecision(3));

function numbers(result: SearchResult, theory: Theory, judged: boolean) {
  const found = withExact(result, theory);
  const determined = found.operators
    .flatMap(({ delta, ope2 }) => [delta, ope2])
    .filter(({ error }) => error !== null);
  const pulls = judged
    ? compare(found, theory).flatMap(({ pull }) => (pull === null ? [] : [Math.abs(pull)]))
    : [];
  return { determined: determined.length, pull: pulls.length > 0 ? rounded(Math.max(...pulls)) : null };
}

/** Unknown operators up to the highest determined dimension beside the exact ones. */
function contentOf(result: SearchResult, { exact, spectrum }: Theory): Line["content"] {
  const highest = Math.max(
    0,
    ...result.operators.filter(({ determined }) => determined).map(({ delta }) => delta.value),
  );
  const fixed = (channel: string, spin: number, delta: number) =>
    result.operators.some(
      (line) =>
        line.delta.fixed && line.channel === channel && line.spin === spin && line.delta.value === delta,
    ) ||
    spectrum.some((row) => row.fixedDelta === delta && row.spin === spin && row.channels.includes(channel));
  const wanted = exact.filter(
    ({ channel, spin, delta }) => delta <= highest + 0.1 && !fixed(channel, spin, delta),
  );
  const found = result.operators.filter(({ delta }) => !delta.fixed && delta.value <= highest + 0.1);
  const left = [...found];
  let right = 0;
  for (const { channel, spin, delta } of wanted) {
    const k = left.findIndex(
      (line) => line.channel === channel && line.spin === spin && Math.abs(line.delta.value - delta) < 0.3,
    );
    if (k < 0) continue;
    left.splice(k, 1);
    right++;
  }
  return [right, wanted.length - right, left.length];
}

const stored = (): Line[] => (existsSync(DATA) ? JSON.parse(readFileSync(DATA, "utf8")) : []);

async function run(names: readonly string[]): Promise<void> {
  for (const name of names)
    for (const seed of cases[name]!.seeds ?? [1]) {
      const line = await measured(name, seed);
      process.stdout.write(`${JSON.stringify(line)}\n`);
      const others = stored().filter((other) => other.name !== name || other.seed !== seed);
      const text = [...others, line].map((entry) => JSON.stringify(entry)).join(",\n");
      writeFileSync(DATA, `[\n${text}\n]\n`);
    }
}

function table(): string {
  const cell = (pull: number | null) => (pull === null ? "–" : pull.toFixed(1));
  const rows = stored().map(({ name, seed, content, cut, determined, pull, hand, seconds, warnings }) => [
    name,
    String(seed),
    String(cut),
    content === null ? "–" : content.join(", "),
    `${determined}, ${cell(pull)}`,
    hand === null ? "–" : `${hand.determined}, ${cell(hand.pull)}`,
    hand === null ? `${seconds}` : `${seconds} (${(seconds / hand.seconds).toFixed(1)} ×)`,
    warnings.filter((code, k) => warnings.indexOf(code) === k).join(", "),
  ]);
  const head = [
    "theory",
    "seed",
    "cut",
    "content",
    "determined, largest pull",
    "by the file's ladder",
    "CPU s",
    "warnings",
  ];
  return [head, head.map(() => "---"), ...rows].map((row) => `| ${row.join(" | ")} |`).join("\n");
}

const [action = "table", ...names] = process.argv.slice(2);
if (action === "run") await run(names.length > 0 ? names : Object.keys(cases));
else process.stdout.write(`${table()}\n`);
