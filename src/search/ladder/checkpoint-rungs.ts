import { deserialize } from "node:v8";
import type { RungSummary } from "../result.js";
import type { LadderState } from "./state.js";

/** The rungs that a search had climbed when it wrote this state, with the operators of the best solution of each. */
export function climbedRungs(state: Uint8Array): readonly RungSummary[] {
  return (deserialize(Buffer.from(state)) as LadderState).climbed.map(({ summary }) => summary);
}
