import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { isDeepStrictEqual } from "node:util";
import { readCheckpoint, writeCheckpoint } from "../../src/archive/checkpoint.js";
import { readRunFile } from "../../src/archive/run-file.js";
import { runText } from "../../src/archive/run-text.js";
import { theoryOfRun } from "../../src/archive/run-theory.js";
import { readOperatorData } from "../../src/cli/data-file.js";
import { InputError } from "../../src/errors.js";
import type { Random } from "../../src/math/random.js";
import { loadFrom } from "../../src/theory/load.js";
import { TheoryFiles } from "../../src/theory/theory-files.js";
import { newTally, type Tally } from "./tally.js";

/** A file whose mutants are read; what the reader returns is null where another content is another meaning. */
interface Patient {
  readonly kind: string;
  /** share of all mutants */
  readonly share: number;
  readonly originals: readonly Uint8Array[];
  /** Reads a mutant. True where it says the same as the original. @throws InputError where it is refused */
  read(mutant: Uint8Array, original: number): Promise<boolean> | boolean;
  /** may a mutant that is not refused say something else? */
  readonly free: boolean;
}

/** Of processor time: on a busy machine the clock says nothing. */
const HANG_MICROSECONDS = 5e6;

/** Reads mutants of theory, data, run and checkpoint files: each is refused in a line, or read for what it says. */
export async function mutated(count: number, random: Random): Promise<Tally[]> {
  const folder = mkdtempSync(join(tmpdir(), "crossing-faults-"));
  const tallies: Tally[] = [];
  for (const patient of patients(folder))
    tallies.push(await treated(patient, Math.ceil(patient.share * count), random));
  rmSync(folder, { recursive: true });
  return tallies;
}

async function treated(
  { kind, originals, read, free }: Patient,
  count: number,
  random: Random,
): Promise<Tally> {
  const tally = newTally("mutant", kind);
  const began = performance.now();
  for (; tally.count < count; tally.count++) {
    const index = random.integer(originals.length);
    const mutant = mutantOf(originals[index]!, random);
    const start = process.cpuUsage();
    try {
      if (await read(mutant, index)) tally.equal++;
      else if (!free) tally.changed++;
    } catch (error) {
      if (!(error instanceof InputError)) {
        tally.crashes++;
        const file = join(tmpdir(), `crossing-mutant-${kind.replaceAll(" ", "-")}-${tally.count}`);
        writeFileSync(file, mutant);
        process.stderr.write(`${kind}: ${file}: ${(error as Error).stack}\n`);
      }
    }
    if (process.cpuUsage(start).user > HANG_MICROSECONDS) tally.hangs++;
  }
  tally.seconds = (performance.now() - began) / 1000;
  return tally;
}

function patients(folder: string): Patient[] {
  const theories = ["ising-2d", "gff-2d", "line-defect", "ising-2d-mixed"].map((name) =>
    readFileSync(`theories/${name}/theory.yaml`),
  );
  const tables = { "dimensions.json": readFileSync("theories/line-defect/dimensions.json", "utf8") };
  const data = ["operators:\n  - { spin: 0, delta: 1, ope2: 0.25 }\n  - { spin: 4, delta: 4, ope2: 2e-4 }\n"];
  const runs = readdirSync("results/ising-2d", { recursive: true, encoding: "utf8" })
    .filter((name) => name.endsWith("run.json"))
    .slice(0, 1)
    .map((name) => readFileSync(join("results/ising-2d", name)));
  const file = join(folder, "file");
  const stored = (bytes: Uint8Array) => {
    writeFileSync(file, bytes);
    return readRunFile(file);
  };
  const whole = runs.map((bytes) => stored(bytes));
  writeCheckpoint(file, { state: Uint8Array.from({ length: 400 }, (_, k) => k), traceBytes: 17 });
  const checkpoint = readFileSync(file);
  const kept = readCheckpoint(file);
  return [
    {
      kind: "theory file",
      share: 0.08,
      originals: theories,
      free: true,
      read: (mutant) => {
        loadFrom(new TheoryFiles("theory.yaml", { "theory.yaml": text(mutant), ...tables }, false));
        return false;
      },
    },
    {
      kind: "data file",
      share: 0.4,
      originals: data.map((content) => Buffer.from(content)),
      free: true,
      read: async (mutant) => {
        writeFileSync(file, mutant);
        await readOperatorData(file, folder);
        return false;
      },
    },
    {
      kind: "run file",
      share: 0.12,
      originals: runs,
      free: false,
      read: (mutant, k) => isDeepStrictEqual(stored(mutant), whole[k]),
    },
    {
      kind: "run file, signed",
      share: 0.05,
      originals: runs,
      free: true,
      read: (mutant) => {
        theoryOfRun(stored(Buffer.from(signed(text(mutant)))));
        return false;
      },
    },
    {
      kind: "checkpoint",
      share: 0.35,
      originals: [checkpoint],
      free: false,
      read: (mutant) => {
        writeFileSync(file, mutant);
        return isDeepStrictEqual(readCheckpoint(file), kept);
      },
    },
  ];
}

const text = (bytes: Uint8Array) => Buffer.from(bytes).toString("utf8");

/** The text of a run with the checksum that fits it, as somebody would make it on purpose; what is no JSON stays as it is. */
function signed(content: string): string {
  try {
    const { checksum: _, ...rest } = JSON.parse(content);
    return runText(rest);
  } catch {
    return content;
  }
}

const words = [
  "null",
  "NaN",
  "-1",
  "1e999",
  '""',
  "[]",
  "{}",
  "inf",
  "&a",
  "*a",
  "- ",
  ": ",
  "\n",
  "\t",
  "  ",
  "9".repeat(40),
  "delta",
  "\u0000",
  "ε",
];

/** One to four changes: bits, pieces taken out, doubled or moved, words put in, the end cut off. */
function mutantOf(original: Uint8Array, random: Random): Buffer {
  let bytes = Buffer.from(original);
  for (let change = random.integer(4); change >= 0; change--) {
    const at = random.integer(bytes.length + 1);
    const length = 1 + random.integer(random.uniform() < 0.5 ? 4 : 80);
    const [before, after] = [bytes.subarray(0, at), bytes.subarray(at)];
    const piece = after.subarray(0, length);
    switch (random.integer(7)) {
      case 0:
        if (at < bytes.length) bytes[at]! ^= 1 << random.integer(8);
        break;
      case 1:
        bytes = Buffer.concat([before, after.subarray(length)]);
        break;
      case 2:
        bytes = Buffer.concat([before, piece, after]);
        break;
      case 3:
        bytes = Buffer.concat([before, Buffer.from(words[random.integer(words.length)]!), after]);
        break;
      case 4:
        bytes = Buffer.concat([
          before,
          Buffer.from(words[random.integer(words.length)]!),
          after.subarray(length),
        ]);
        break;
      case 5: {
        const to = random.integer(before.length + 1);
        bytes = Buffer.concat([
          before.subarray(0, to),
          piece,
          before.subarray(to),
          after.subarray(piece.length),
        ]);
        break;
      }
      default:
        if (random.uniform() < 0.1) bytes = Buffer.from(before);
    }
  }
  return bytes;
}
