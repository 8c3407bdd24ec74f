import { createHash } from "node:crypto";

/** First bytes of every entry, with the format's version. */
const MAGIC = Buffer.from("crossng1");
/** Magic and SHA-256: a multiple of eight bytes. */
const HEADER = MAGIC.length + 32;

/** An entry of the cache as bytes: magic, SHA-256 of name and numbers, the numbers as this machine stores them. */
export function sealEntry(name: string, numbers: Float64Array): Buffer {
  const content = Buffer.from(numbers.buffer, numbers.byteOffset, numbers.byteLength);
  return Buffer.concat([MAGIC, checksum(name, content), content]);
}

/** The numbers of an entry, or null where a byte is missing or wrong, or the entry is of another name. */
export function openEntry(name: string, bytes: Buffer): Float64Array | null {
  const content = bytes.subarray(HEADER);
  const header = Buffer.concat([MAGIC, checksum(name, content)]);
  if (!header.equals(bytes.subarray(0, HEADER)) || content.length % 8 !== 0) return null;
  const numbers = new Float64Array(content.length / 8);
  new Uint8Array(numbers.buffer).set(content);
  return numbers;
}

function checksum(name: string, content: Buffer): Buffer {
  return createHash("sha256").update(name).update(content).digest();
}
