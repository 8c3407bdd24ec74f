import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { InputError } from "../../src/errors.js";
import type { Random } from "../../src/math/random.js";
import { mutantOf } from "./mutant.js";
import { type Patient, type PatientKind, patients } from "./patients.js";
import { newTally, type Tally } from "./tally.js";

/** Of processor time: on a busy machine the clock says nothing. */
const HANG_MICROSECONDS = 5e6;

/** Reads mutants of files of one kind: each is refused in a line, or read for what it says. */
export async function mutated(kind: PatientKind, count: number, random: Random): Promise<Tally> {
  const folder = mkdtempSync(join(tmpdir(), "crossing-faults-"));
  const began = performance.now();
  const tally = newTally("mutant", kind);
  try {
    const patient = await patients[kind].make(folder);
    for (; tally.count < count; tally.count++) await read(patient, tally, random);
  } finally {
    rmSync(folder, { recursive: true });
  }
  tally.seconds = (performance.now() - began) / 1000;
  return tally;
}

async function read(patient: Patient, tally: Tally, random: Random): Promise<void> {
  const index = random.integer(patient.originals.length);
  const mutant = mutantOf(patient.originals[index]!, random);
  const start = process.cpuUsage();
  try {
    if (await patient.read(mutant, index)) tally.equal++;
    else if (!patient.free) tally.changed++;
  } catch (error) {
    if (!(error instanceof InputError)) {
      tally.crashes++;
      keep(mutant, tally, error as Error);
    }
  }
  if (process.cpuUsage(start).user > HANG_MICROSECONDS) tally.hangs++;
}

/** A mutant that is at fault stays, to be looked at. */
function keep(mutant: Buffer, { of, count }: Tally, error: Error): void {
  const file = join(
    mkdtempSync(join(tmpdir(), "crossing-mutant-")),
    `${of.replaceAll(/\W+/g, "-")}-${count}`,
  );
  writeFileSync(file, mutant);
  process.stderr.write(`${of}: ${file}: ${error.stack}\n`);
}
