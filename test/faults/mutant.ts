import type { Random } from "../../src/math/random.js";

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
export function mutantOf(original: Uint8Array, random: Random): Buffer {
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
