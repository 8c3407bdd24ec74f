import type { z } from "zod";
import type { AgentSource } from "./agent.js";
import type { AgentSearch } from "./agent-search.js";
import type { AgentOptions } from "./options.js";
import type { SearchCore } from "./search-core.js";

/** What surrounds an agent: where its actions lead to, what it is rewarded for, when it begins anew. */
export interface Schedule<Options extends AgentOptions> {
  begin(core: SearchCore<Options>, start: Float64Array | null): AgentSearch;
  /** @param state the `schedule` of what {@link AgentSearch.save} gave */
  resume(core: SearchCore<Options>, state: object): AgentSearch;
}

/** An agent by its names, with what belongs to it: everything that the rest of the program knows about it. */
export interface AgentDefinition<Options extends AgentOptions = AgentOptions> extends AgentSource<Options> {
  /** what it is asked for by; the tag `form` of its options is one of them */
  readonly names: readonly [string, ...string[]];
  readonly options: z.ZodType<Options>;
  /** how its actions become places, and what it learns from */
  readonly schedule: Schedule<Options>;
  /** its options have a first window of each unknown, `windows`, and `guess`, which unknowns are searched from the lower bound */
  readonly takesWindows?: boolean;
}
