import type { SearchOptions } from "../../options.js";
import type { Proposer } from "./proposer.js";
import { scan } from "./scan.js";
import { uniform } from "./uniform.js";

/** Those that an option may name. */
export const proposers: Readonly<Record<NonNullable<SearchOptions["proposer"]>, Proposer>> = {
  scan,
  uniform,
};
