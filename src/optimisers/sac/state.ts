import { InputError } from "../../errors.js";
import type { SacState } from "./search.js";

/**
 * A state as bytes: "SAC1", the length of the JSON text and of the numbers (unsigned 32-bit, little-endian), the text,
 * padding to 8 bytes, the numbers. In the text a typed array is {"$array": "f4" or "f8", "at": byte, "count": n};
 * Infinity, which JSON lacks, is the string "∞".
 */
export function encodeSacState(state: SacState): Buffer {
  const parts: Buffer[] = [];
  let at = 0;
  const text = JSON.stringify(state, (_, value: unknown) => {
    if (value === Number.POSITIVE_INFINITY) return INFINITY_TEXT;
    if (!(value instanceof Float32Array || value instanceof Float64Array)) return value;
    const bytes = Buffer.alloc(pad(value.byteLength));
    bytes.set(new Uint8Array(value.buffer, value.byteOffset, value.byteLength));
    parts.push(bytes);
    const place = { $array: value instanceof Float32Array ? "f4" : "f8", at, count: value.length };
    at += bytes.length;
    return place;
  });
  const json = Buffer.from(text);
  const head = Buffer.alloc(pad(HEADER + json.length));
  head.write(MAGIC, "latin1");
  head.writeUInt32LE(json.length, 4);
  head.writeUInt32LE(at, 8);
  head.set(json, HEADER);
  return Buffer.concat([head, ...parts]);
}

/** @throws InputError when the bytes are not a whole state; `where` names the file in the message */
export function decodeSacState(bytes: Uint8Array, where: string): SacState {
  const buffer = Buffer.from(bytes);
  const isState = buffer.length >= HEADER && buffer.toString("latin1", 0, 4) === MAGIC;
  if (!isState) throw new InputError({ where, allowed: "not the state of a SAC search" });
  const jsonLength = buffer.readUInt32LE(4);
  const body = pad(HEADER + jsonLength);
  const length = body + buffer.readUInt32LE(8);
  if (buffer.length !== length)
    throw new InputError({
      where,
      found: buffer.length,
      allowed: `${length} bytes: the file is truncated or damaged`,
    });
  return JSON.parse(buffer.toString("utf8", HEADER, HEADER + jsonLength), (_, value: unknown) => {
    if (value === INFINITY_TEXT) return Number.POSITIVE_INFINITY;
    return isArrayPlace(value) ? readArray(buffer, body, value) : value;
  }) as SacState;
}

const MAGIC = "SAC1";
const HEADER = 12;
const INFINITY_TEXT = "∞";

interface ArrayPlace {
  readonly $array: "f4" | "f8";
  readonly at: number;
  readonly count: number;
}

function isArrayPlace(value: unknown): value is ArrayPlace {
  return typeof value === "object" && value !== null && "$array" in value;
}

function readArray(buffer: Buffer, body: number, { $array, at, count }: ArrayPlace) {
  const size = $array === "f4" ? 4 : 8;
  const copy = Uint8Array.from(buffer.subarray(body + at, body + at + count * size));
  return $array === "f4" ? new Float32Array(copy.buffer) : new Float64Array(copy.buffer);
}

function pad(length: number): number {
  return Math.ceil(length / 8) * 8;
}
