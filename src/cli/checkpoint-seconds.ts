import { InputError } from "../errors.js";

const NAME = "CROSSING_CHECKPOINT_SECONDS";

/**
 * Seconds between two checkpoints, from the environment: tests that kill runs want many. Undefined where
 * nothing is said.
 * @throws {InputError} for what is no number of at least 0
 */
export function checkpointSeconds(environment: NodeJS.ProcessEnv = process.env): number | undefined {
  const text = environment[NAME];
  if (text === undefined || text === "") return undefined;
  const seconds = Number(text);
  if (seconds >= 0) return seconds;
  throw new InputError({ where: NAME, found: text, allowed: "must be a number of seconds of at least 0" });
}
