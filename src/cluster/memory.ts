import { InputError } from "../errors.js";

const mebibytes: Readonly<Record<string, number>> = { M: 1, G: 1024, T: 1024 * 1024 };

/**
 * Reads `512M`, `4G` or `1.5G` as mebibytes; the units are Slurm's, powers of 1024.
 * @throws InputError for a number without a unit, or less than 1M
 */
export function parseMemory(text: string): number {
  const [, amount, unit] = /^(\d+(?:\.\d+)?)([MGT])$/.exec(text) ?? [];
  const size = Math.ceil(Number(amount) * (mebibytes[unit ?? ""] ?? Number.NaN));
  if (Number.isSafeInteger(size) && size >= 1) return size;
  throw new InputError({
    where: "--memory",
    found: text,
    allowed: "expected a size with its unit, such as 800M or 4G",
  });
}
