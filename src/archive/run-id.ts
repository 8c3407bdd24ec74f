import { randomBytes } from "node:crypto";

/**
 * A run's name, such as `20260314T150926Z-ising-2d-k3f9a`: sorts by the time of the start and is unique without
 * asking anyone. The suffix comes from the operating system, not from the seeded streams, which it must not advance.
 */
export function newRunId(theory: string, now: Date): string {
  const time = now
    .toISOString()
    .replace(/\.\d+Z$/, "Z")
    .replace(/[-:]/g, "");
  return `${time}-${theory.replace(/[^A-Za-z0-9_.-]+/g, "_")}-${suffix()}`;
}

const alphabet = "0123456789abcdefghjkmnpqrstvwxyz";

function suffix(): string {
  return Array.from(randomBytes(5), (byte) => alphabet[byte % 32]).join("");
}
