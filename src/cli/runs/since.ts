import { InputError } from "../../errors.js";

const millisecondsIn: Readonly<Record<string, number>> = {
  m: 60_000,
  h: 3_600_000,
  d: 86_400_000,
  w: 604_800_000,
};

/**
 * Reads an age, `30m`, `12h`, `3d` or `2w`, or a date with or without time as ISO 8601 has it; without a zone, UTC.
 * @throws {InputError} for anything else
 */
export function parseSince(text: string, now = Date.now()): Date {
  const [, amount, unit] = /^(\d+(?:\.\d+)?)([mhdw])$/.exec(text) ?? [];
  if (amount !== undefined) return new Date(now - Number(amount) * millisecondsIn[unit!]!);
  const [, date, time = "T00:00", zone = "Z"] =
    /^(\d{4}-\d{2}-\d{2})(T\d{2}:\d{2}(?::\d{2}(?:\.\d+)?)?)?(Z|[+-]\d{2}:\d{2})?$/.exec(text) ?? [];
  const since = new Date(`${date}${time}${zone}`);
  if (date !== undefined && !Number.isNaN(since.getTime())) return since;
  throw new InputError({
    where: "--since",
    found: text,
    allowed: "expected an age such as 30m, 12h, 3d or 2w, or a date such as 2026-03-14 or 2026-03-14T09:00Z",
  });
}
