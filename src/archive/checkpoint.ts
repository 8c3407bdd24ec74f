import { createHash } from "node:crypto";
import { existsSync, readFileSync } from "node:fs";
import { InputError } from "../errors.js";
import { onDisk, replaceFile } from "./atomic-file.js";

/** A search's state, and how much of the trace had been written when it was taken. */
export interface Checkpoint {
  readonly state: Uint8Array;
  readonly traceBytes: number;
}

const magic = "CROSSCP2";
// magic [8], traceBytes as float64 [8], length of the state as float64 [8], SHA-256 of everything else [32], state
const headerBytes = 8 + 8 + 8 + 32;

export function writeCheckpoint(path: string, checkpoint: Checkpoint): void {
  const { state, traceBytes } = checkpoint;
  const file = Buffer.alloc(headerBytes + state.length);
  file.write(magic, 0, "latin1");
  file.writeDoubleLE(traceBytes, 8);
  file.writeDoubleLE(state.length, 16);
  file.set(state, headerBytes);
  file.set(digest(file), 24);
  replaceFile(path, file);
}

const REMEDY = "remove it, and the run begins again";

/**
 * The checkpoint, or null where none was written.
 * @throws {InputError} where the file is cut short, damaged or not a checkpoint
 */
export function readCheckpoint(path: string): Checkpoint | null {
  if (!existsSync(path)) return null;
  const file = onDisk(path, () => readFileSync(path));
  if (file.length < headerBytes || file.toString("latin1", 0, 8) !== magic) {
    throw new InputError({ where: path, allowed: `not a checkpoint of this version of crossing; ${REMEDY}` });
  }
  const length = file.readDoubleLE(16);
  if (file.length !== headerBytes + length) {
    throw new InputError({
      where: path,
      allowed: `the checkpoint is cut short: ${file.length} bytes of ${headerBytes + length}; ${REMEDY}`,
    });
  }
  if (!digest(file).equals(file.subarray(24, 56))) {
    throw new InputError({
      where: path,
      allowed: `the checkpoint's checksum does not fit, the file is damaged; ${REMEDY}`,
    });
  }
  return { state: new Uint8Array(file.subarray(headerBytes)), traceBytes: file.readDoubleLE(8) };
}

function digest(file: Buffer): Buffer {
  return createHash("sha256").update(file.subarray(0, 24)).update(file.subarray(headerBytes)).digest();
}
