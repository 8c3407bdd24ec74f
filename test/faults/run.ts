import { mkdirSync, writeFileSync } from "node:fs";
import { cpus } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { versions } from "../../src/archive/machine.js";
import { Random } from "../../src/math/random.js";
import { onFullDisk } from "./disk.js";
import { killed } from "./kills.js";
import { Ledger } from "./ledger.js";
import { mutated } from "./mutants.js";
import { type PatientKind, patients } from "./patients.js";
import { raced } from "./races.js";
import { disturbed, simplest } from "./searches.js";
import { isClean, type Tally, tallyTable } from "./tally.js";

const { values } = parseArgs({
  options: {
    kills: { type: "string", default: "1000" },
    mutants: { type: "string", default: "100000" },
    disks: { type: "string", default: "40" },
    races: { type: "string", default: "20" },
    seed: { type: "string", default: "1" },
    hands: { type: "string", default: "2" },
    /** of the kinds of work, a regular expression */
    only: { type: "string" },
    /** what is done is kept there: the same command line goes on with the rest */
    ledger: { type: "string" },
    output: { type: "string" },
  },
});
const [kills, mutants, disks, races, seed, hands] = (
  ["kills", "mutants", "disks", "races", "seed", "hands"] as const
).map((name) => Number(values[name])) as [number, number, number, number, number, number];

/** A piece of at most this many faults is done as a whole, or again. */
const PIECE = { kills: 12, mutants: 2500, disks: 10, races: 5 };

interface Piece {
  readonly name: string;
  work(random: Random): Promise<Tally>;
}

/** Pieces of `of` that add up to `count` faults. */
function pieces(
  of: string,
  { count, most }: { readonly count: number; readonly most: number },
  work: (count: number, random: Random) => Promise<Tally>,
): Piece[] {
  const number = Math.ceil(count / most);
  return Array.from({ length: number }, (_, k) => ({
    name: `${of} ${k + 1}/${number} of ${count}, seed ${seed}`,
    work: (random) => work(Math.ceil(count / number), random),
  }));
}

const kinds = disturbed.filter(({ name }) => new RegExp(values.only ?? "").test(name));
const killsEach = Math.ceil(kills / kinds.length);
// what stays on one processor first: the others fill the gaps
const all: Piece[] = [
  ...(Object.keys(patients) as PatientKind[]).flatMap((kind) =>
    pieces(
      `mutants, ${kind}`,
      { count: Math.ceil(patients[kind].share * mutants), most: PIECE.mutants },
      (count, random) => mutated(kind, count, random),
    ),
  ),
  ...kinds.flatMap((work) =>
    pieces(`kills, ${work.name}`, { count: killsEach, most: PIECE.kills }, (count, random) =>
      killed(work, count, random),
    ),
  ),
  ...pieces("full disk", { count: disks, most: PIECE.disks }, (count, random) =>
    onFullDisk(simplest, count, random),
  ),
  ...pieces("races", { count: races, most: PIECE.races }, (count, random) => raced(simplest, count, random)),
];

const ledger = new Ledger(values.ledger);
const queue = all.entries();
await Promise.all(
  Array.from({ length: hands }, async () => {
    // each piece has a random stream of its own, so that it can be made again whatever runs beside it
    for (const [k, { name, work }] of queue)
      if (!ledger.has(name)) ledger.add(name, await work(Random.stream(seed, k)));
  }),
);
const tallies = ledger.of(all.map(({ name }) => name));
const table = tallyTable(tallies);
console.log(table);
if (values.output !== undefined) {
  mkdirSync(values.output, { recursive: true });
  writeFileSync(join(values.output, "README.md"), page());
}
if (!tallies.every(isClean)) process.exitCode = 1;

function page(): string {
  const { crossing, node } = versions();
  const minutes = tallies.reduce((total, { seconds }) => total + seconds, 0) / hands / 60;
  return `# Faults: nothing lost, nothing changed, no crash, no hang

\`npm run test:faults\` kills searches at random moments and has them go on, reads mutants of every kind of file, fills the disk and lets
two processes go for one run; it writes this page anew. \`equal\`: the work ended with the bits of an undisturbed one, in what is stored and
what is printed, or the mutant said the same as the file; mutants that are neither equal nor counted elsewhere were refused in a line, or said
something else that is allowed. \`hangs\`: five seconds more than undisturbed, those not counted in which a busy machine let the process
wait for a processor; of a mutant, five seconds of processor time.

crossing ${crossing}, Node ${node}, ${process.platform} ${process.arch}, ${cpus().length} cores, ${new Date().toISOString().slice(0, 10)};
seed ${seed}, ${hands} pieces of work at a time, ${minutes.toFixed(0)} minutes (the seconds below are those of each piece on the clock).

${table}
`;
}
