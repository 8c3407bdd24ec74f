// The content that `crossing discover` finds beside exact data, and its numbers and cost beside the ladder of the theory file.
//   node --import tsx test/bench/discover.ts run SET [case…]   one JSON line a case and seed, into results/discover/SET.json
//   node --import tsx test/bench/discover.ts table SET         a table of results/discover/README.md
// SET: shipped, first or second (theories that no rule had seen). PROPOSER=agent in the environment takes
// another proposer.
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { search } from "../../src/search/search.js";
import { type Case, load, shipped, unseen } from "./discover-cases.js";
import { contentOf, type Judged, judged, type Levels, levelsOf, rounded } from "./discover-judge.js";

const sets: Readonly<Record<string, Readonly<Record<string, Case>>>> = { shipped, ...unseen };

interface Line extends Judged {
  readonly name: string;
  readonly seed: number;
  /** unknown operators: right, missing below the highest determined dimension, too many there */
  readonly content: readonly [right: number, missing: number, extra: number] | null;
  readonly levels: Levels | null;
  readonly cut: number;
  /** the same of the ladder of the file */
  readonly hand: (Judged & { readonly seconds: number }) | null;
  readonly seconds: number;
  readonly evaluations: number;
  readonly warnings: readonly string[];
  readonly operators: string;
}

async function measured(name: string, given: Case, seed: number): Promise<Line> {
  const proposer = process.env.PROPOSER as "scan" | undefined;
  const result = await search(load(given, true), { seed, ...(proposer && { proposer }) });
  const right = given.change ? null : load(given, false);
  const exact = right && !given.wrong && right.exact.length > 0;
  const hand = right && !given.alone && !given.wrong ? await search(right, { seed }) : null;
  return {
    name,
    seed,
    content: exact ? contentOf(result, right) : null,
    levels: exact ? levelsOf(result, right) : null,
    cut: result.cut!,
    ...judged(result, right ?? load(given, true), right !== null),
    hand: hand && { ...judged(hand, right!), seconds: rounded(hand.cpuSeconds) },
    seconds: rounded(result.cpuSeconds),
    evaluations: result.evaluations,
    warnings: [...new Set(result.warnings.map(({ code }) => code))],
    operators: result.operators
      .map(
        ({ channel, spin, delta, determined }) =>
          `${determined ? "" : "~"}${channel === "singlet" ? "" : `${channel} `}(${delta.value.toPrecision(6)}, ${spin})`,
      )
      .join(" "),
  };
}

const fileOf = (set: string) => fileURLToPath(new URL(`../../results/discover/${set}.json`, import.meta.url));
const stored = (file: string): Line[] => (existsSync(file) ? JSON.parse(readFileSync(file, "utf8")) : []);

async function run(set: string, names: readonly string[]): Promise<void> {
  const file = process.env.INTO ?? fileOf(set);
  for (const name of names) {
    const given = sets[set]![name];
    if (!given) throw new Error(`no case ${name}`);
    for (const seed of process.env.SEEDS?.split(",").map(Number) ?? given.seeds ?? [1]) {
      const line = await measured(name, given, seed);
      process.stdout.write(`${JSON.stringify(line)}\n`);
      const others = stored(file).filter((other) => other.name !== name || other.seed !== seed);
      const text = [...others, line].map((entry) => JSON.stringify(entry)).join(",\n");
      writeFileSync(file, `[\n${text}\n]\n`);
    }
  }
}

function table(set: string): string {
  const pulls = ({ determined, within2, judged, beyond5, pull }: Judged) =>
    pull === null ? `${determined}` : `${determined}: ${within2}/${judged}, ${beyond5}, ${pull.toFixed(1)}`;
  const rows = stored(process.env.INTO ?? fileOf(set)).map((line) => [
    line.name,
    String(line.seed),
    String(line.cut),
    line.content === null ? "–" : line.content.join(", "),
    line.levels === null ? "–" : `${line.levels.right}/${line.levels.all}, ${line.levels.final}`,
    pulls(line),
    line.hand === null ? "–" : pulls(line.hand),
    line.hand === null
      ? `${line.seconds}`
      : `${line.seconds} (${(line.seconds / line.hand.seconds).toFixed(1)} ×)`,
    line.warnings.join(", "),
  ]);
  const head = [
    "theory",
    "seed",
    "cut",
    "content",
    "levels",
    "determined",
    "the file's ladder",
    "CPU s",
    "warnings",
  ];
  return [head, head.map(() => "---"), ...rows].map((row) => `| ${row.join(" | ")} |`).join("\n");
}

const [action = "table", set = "shipped", ...names] = process.argv.slice(2);
if (action === "run") await run(set, names.length > 0 ? names : Object.keys(sets[set]!));
else process.stdout.write(`${table(set)}\n`);
