import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { isDeepStrictEqual } from "node:util";
import { readCheckpoint, writeCheckpoint } from "../../src/archive/checkpoint.js";
import { readMap } from "../../src/archive/map-file.js";
import { readRunFile } from "../../src/archive/run-file.js";
import { runText } from "../../src/archive/run-text.js";
import { theoryOfRun } from "../../src/archive/run-theory.js";
import { readOperatorData } from "../../src/cli/data-file.js";
import { readPolicy } from "../../src/search/policy/read.js";
import { loadFrom } from "../../src/theory/load.js";
import { TheoryFiles } from "../../src/theory/theory-files.js";
import { crossing } from "./process.js";

/** Files whose mutants are read. */
export interface Patient {
  readonly originals: readonly Uint8Array[];
  /** Reads a mutant. True where it says the same as the original. @throws InputError where it is refused */
  read(mutant: Uint8Array, original: number): Promise<boolean> | boolean;
  /** may a mutant that is not refused say something else? */
  readonly free: boolean;
}

/** What is mutated: how often among all mutants, and how it is read in a folder of its own. */
export const patients = {
  "theory file": { share: 0.1, make: theoryFiles },
  "data file": { share: 0.35, make: dataFile },
  "run file": { share: 0.1, make: runFile },
  "run file, signed": { share: 0.05, make: signedRunFile },
  checkpoint: { share: 0.3, make: checkpoint },
  "map file": { share: 0.05, make: mapFile },
  "policy file": { share: 0.05, make: policyFile },
} satisfies Record<string, { share: number; make(folder: string): Patient | Promise<Patient> }>;

export type PatientKind = keyof typeof patients;

const text = (bytes: Uint8Array) => Buffer.from(bytes).toString("utf8");

/** All that are shipped, with what lies beside each. */
function theoryFiles(): Patient {
  const theories = readdirSync("theories").map((name) =>
    Object.fromEntries(
      readdirSync(join("theories", name)).map((file) => [
        file,
        readFileSync(join("theories", name, file), "utf8"),
      ]),
    ),
  );
  return {
    originals: theories.map((files) => Buffer.from(files["theory.yaml"]!)),
    free: true,
    read: (mutant, k) => {
      const files = { ...theories[k], "theory.yaml": text(mutant) };
      loadFrom(new TheoryFiles("theory.yaml", files, false));
      return false;
    },
  };
}

function dataFile(folder: string): Patient {
  const file = join(folder, "data.yaml");
  return {
    originals: [
      Buffer.from(
        "operators:\n  - { spin: 0, delta: 1, ope2: 0.25 }\n  - { spin: 4, delta: 4, ope2: 2e-4 }\n",
      ),
    ],
    free: true,
    read: async (mutant) => {
      writeFileSync(file, mutant);
      await readOperatorData(file, folder);
      return false;
    },
  };
}

const storedRun = () => readFileSync("results/ising-2d/run.json");

function runFile(folder: string): Patient {
  const file = join(folder, "run.json");
  const read = (bytes: Uint8Array) => {
    writeFileSync(file, bytes);
    return readRunFile(file);
  };
  const whole = read(storedRun());
  return {
    originals: [storedRun()],
    free: false,
    read: (mutant) => isDeepStrictEqual(read(mutant), whole),
  };
}

/** With the checksum that fits, as somebody would make it on purpose. */
function signedRunFile(folder: string): Patient {
  const file = join(folder, "run.json");
  return {
    originals: [storedRun()],
    free: true,
    read: (mutant) => {
      writeFileSync(file, signed(text(mutant)));
      theoryOfRun(readRunFile(file));
      return false;
    },
  };
}

/** What is no JSON stays as it is. */
function signed(content: string): string {
  try {
    const { checksum: _, ...rest } = JSON.parse(content);
    return runText(rest);
  } catch {
    return content;
  }
}

function checkpoint(folder: string): Patient {
  const file = join(folder, "checkpoint.bin");
  writeCheckpoint(file, { state: Uint8Array.from({ length: 400 }, (_, k) => k), traceBytes: 17 });
  const kept = readCheckpoint(file);
  return {
    originals: [readFileSync(file)],
    free: false,
    read: (mutant) => {
      writeFileSync(file, mutant);
      return isDeepStrictEqual(readCheckpoint(file), kept);
    },
  };
}

async function mapFile(folder: string): Promise<Patient> {
  const line = "map gff-2d --grid delta=0.2..0.25:2 --rungs 1 --points spread-24 --budget 300e --quiet";
  await crossing([...line.split(" "), "--out", folder]);
  const path = join(folder, readdirSync(folder)[0]!);
  const file = join(path, "map.json");
  return {
    originals: [readFileSync(file)],
    free: true,
    read: (mutant) => {
      writeFileSync(file, mutant);
      readMap(path, false);
      return false;
    },
  };
}

async function policyFile(folder: string): Promise<Patient> {
  const file = join(folder, "policy.json");
  await crossing(["train", "gff", "--steps", "1", "-o", file]);
  return {
    originals: [readFileSync(file)],
    free: true,
    read: async (mutant) => {
      writeFileSync(file, mutant);
      await readPolicy(file);
      return false;
    },
  };
}
