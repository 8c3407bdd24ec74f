import { mkdirSync, writeFileSync } from "node:fs";
import { parseArgs } from "node:util";
import { versions } from "../../src/archive/machine.js";
import { Random } from "../../src/math/random.js";
import { onFullDisk } from "./disk.js";
import { killed } from "./kills.js";
import { mutated } from "./mutants.js";
import { raced } from "./races.js";
import { disturbedSearches } from "./searches.js";
import { isClean, type Tally, tallyTable } from "./tally.js";

const { values } = parseArgs({
  options: {
    kills: { type: "string", default: "1000" },
    mutants: { type: "string", default: "100000" },
    disks: { type: "string", default: "40" },
    races: { type: "string", default: "20" },
    seed: { type: "string", default: "1" },
    hands: { type: "string", default: "2" },
    only: { type: "string" },
    output: { type: "string" },
  },
});
const [kills, mutants, disks, races, seed, hands] = (
  ["kills", "mutants", "disks", "races", "seed", "hands"] as const
).map((name) => Number(values[name])) as [number, number, number, number, number, number];
const searches = disturbedSearches.filter(({ name }) => new RegExp(values.only ?? "").test(name));
const [first] = searches;

/** Each draws on a random stream of its own, so that a table can be made again whatever runs beside it. */
const work: ((random: Random) => Promise<Tally | Tally[]>)[] = [
  ...(kills > 0
    ? searches.map((search) => (random: Random) => killed(search, Math.ceil(kills / searches.length), random))
    : []),
  ...(mutants > 0 ? [(random: Random) => mutated(mutants, random)] : []),
  ...(disks > 0 ? [(random: Random) => onFullDisk(first!, disks, random)] : []),
  ...(races > 0 ? [(random: Random) => raced(first!, races, random)] : []),
];

const began = performance.now();
const tallies: Tally[][] = work.map(() => []);
const queue = work.entries();
await Promise.all(
  Array.from({ length: hands }, async () => {
    for (const [k, task] of queue) {
      tallies[k] = [await task(Random.stream(seed, k))].flat();
      for (const tally of tallies[k]!) process.stderr.write(`${JSON.stringify(tally)}\n`);
    }
  }),
);
const all = tallies.flat();
const table = tallyTable(all);
const minutes = (performance.now() - began) / 60_000;
const { crossing, node } = versions();
console.log(table);
if (values.output !== undefined) {
  mkdirSync(values.output, { recursive: true });
  writeFileSync(
    `${values.output}/README.md`,
    `# Faults: nothing lost, nothing changed, no crash, no hang

\`npm run test:faults\` kills searches at random moments and has them go on, reads mutants of every kind of file, fills the disk and lets two
processes go for one run. \`equal\`: the search ended with the bits of an undisturbed one, or the mutant said the same as the file; mutants
that are neither equal nor counted elsewhere were refused in a line, or said something else that is allowed.

crossing ${crossing}, Node ${node}, ${process.platform} ${process.arch}, seed ${seed}; ${minutes.toFixed(0)} minutes.

${table}
`,
  );
}
if (!all.every(isClean)) process.exitCode = 1;
