import { InputError } from "../errors.js";

const MINUTE = 60;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
/** Slurm counts in minutes. */
const LEAST = MINUTE;
const MOST = 365 * DAY;

/**
 * Reads `90m`, `12h`, `2d` or `1d12h30m` as seconds, from a minute to a year.
 * @throws InputError for a number without a unit, which Slurm takes as minutes and people as hours
 */
export function parseWallTime(text: string): number {
  if (/^\d+$/.test(text)) {
    throw new InputError({
      where: "--time",
      found: text,
      allowed: `a number without a unit could be minutes or hours: write ${text}m, ${text}h or ${text}d`,
    });
  }
  const [whole, days, hours, minutes] = /^(?:(\d+)d)?(?:(\d+)h)?(?:(\d+)m)?$/.exec(text) ?? [];
  const seconds = Number(days ?? 0) * DAY + Number(hours ?? 0) * HOUR + Number(minutes ?? 0) * MINUTE;
  if (whole === undefined || !(seconds >= LEAST && seconds <= MOST)) {
    throw new InputError({
      where: "--time",
      found: text,
      allowed: "expected a time such as 90m, 12h, 2d or 1d12h, at most 365d",
    });
  }
  return seconds;
}

/** Slurm's D-HH:MM:SS. */
export function slurmTime(seconds: number): string {
  const part = (unit: number, within: number) => Math.floor((seconds % within) / unit);
  const two = (value: number) => String(value).padStart(2, "0");
  const clock = [part(HOUR, DAY), part(MINUTE, HOUR), part(1, MINUTE)].map(two).join(":");
  return `${Math.floor(seconds / DAY)}-${clock}`;
}
