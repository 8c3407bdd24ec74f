import { InputError } from "../errors.js";

/** The tasks of a job array. */
export interface TaskArray {
  /** indices in increasing order, each once; a task's index is the stream of its search */
  readonly indices: readonly number[];
  /** how many may run at once; null for no limit */
  readonly atOnce: number | null;
}

const MOST_TASKS = 10_000;
/** Largest index that Slurm can be configured to take. */
const LARGEST_INDEX = 4_000_000;

/**
 * Reads Slurm's notation: `0-99`, `0-99%8` (at most 8 at once), `0-4,7,9`.
 * @throws InputError for anything else, and for more than 10 000 tasks
 */
export function parseTaskArray(text: string): TaskArray {
  const [, list, limit] = /^([^%]+)(?:%(\d+))?$/.exec(text) ?? [];
  const indices = new Set<number>();
  for (const part of list?.split(",") ?? [""]) {
    const [, first, last = first] = /^(\d+)(?:-(\d+))?$/.exec(part) ?? [];
    const from = Number(first);
    const to = Number(last);
    const fits = first !== undefined && from <= to && to <= LARGEST_INDEX;
    if (!fits || indices.size + to - from >= MOST_TASKS) throw unreadable(text);
    for (let index = from; index <= to; index++) indices.add(index);
  }
  const atOnce = limit === undefined ? null : Number(limit);
  if (atOnce !== null && atOnce < 1) throw unreadable(text);
  return { indices: [...indices].sort((a, b) => a - b), atOnce };
}

function unreadable(found: string): InputError {
  return new InputError({
    where: "--array",
    found,
    allowed: `expected indices such as 0-99, 0-99%8 (8 at once) or 0-4,7, at most ${MOST_TASKS} of them`,
  });
}
