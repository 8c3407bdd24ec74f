import { deserialize } from "node:v8";
import { InputError } from "../../errors.js";

/**
 * What a checkpoint keeps. @throws InputError for one that this version of Node or of the program cannot read
 */
export function keptState<State>(bytes: Uint8Array): State {
  try {
    return deserialize(Buffer.from(bytes)) as State;
  } catch (error) {
    throw new InputError({
      where: "checkpoint",
      allowed: `cannot be read (${(error as Error).message}): was another version of Node used? Remove it, and the run begins again`,
    });
  }
}
