import { InputError } from "../../errors.js";
import { ace } from "./ace.js";
import { averageReward } from "./average-reward.js";
import { bandLimited } from "./band-limited.js";
import { conservative } from "./conservative.js";
import { cvar } from "./cvar.js";
import { ddpg } from "./ddpg.js";
import type { AgentDefinition } from "./definition.js";
import { droq } from "./droq.js";
import { iteratedQ } from "./iterated-q.js";
import type { AgentOptions } from "./options.js";
import { parallelActors } from "./parallel-actors.js";
import { pmoe } from "./pmoe.js";
import { rnd } from "./rnd.js";
import { sac } from "./sac.js";
import { sacClassic } from "./sac-classic.js";
import { simbaV2 } from "./simba-v2.js";
import { td3 } from "./td3.js";

// biome-ignore lint/suspicious/noExplicitAny: each definition reads options of its own type, which its own schema has made
type AnyDefinition = AgentDefinition<any>;

const definitions: AnyDefinition[] = [
  sac,
  sacClassic,
  ddpg,
  td3,
  droq,
  cvar,
  averageReward,
  iteratedQ,
  rnd,
  bandLimited,
  pmoe,
  simbaV2,
  ace,
  parallelActors,
  conservative,
];

/** Makes an agent known by its names. Throws InputError where one of them is taken. */
export function registerAgent<Options extends AgentOptions>(definition: AgentDefinition<Options>): void {
  const taken = definition.names.find((name) => definitions.some(({ names }) => names.includes(name)));
  if (taken !== undefined)
    throw new InputError({ where: "agent", found: taken, allowed: "a name that is not taken" });
  definitions.push(definition);
}

/** First names of all agents, in the order in which they were registered. */
export function agentNames(): string[] {
  return definitions.map(({ names }) => names[0]);
}

/** @throws InputError that lists the agents, where none has this name */
export function agentNamed(name: string): AnyDefinition {
  const definition = definitions.find(({ names }) => names.includes(name));
  if (definition) return definition;
  throw new InputError({ where: "agent", found: name, allowed: `one of ${agentNames().join(", ")}` });
}

/** Options as a user gives them: the agent's name in `form`, default `sac`, and any of that agent's own. */
export type GivenAgentOptions =
  | AgentOptions
  | ({ readonly form?: string } & Readonly<Record<string, unknown>>);

/** Options with defaults filled in. Throws InputError that names the first wrong field. */
export function parseAgentOptions(options: GivenAgentOptions): AgentOptions {
  const definition = agentNamed(options.form ?? "sac");
  const { form: _, ...own } = options;
  const result = definition.options.safeParse(own);
  if (result.success) return result.data;
  const issue = result.error.issues[0]!;
  throw new InputError({
    where: `${definition.names[0]} options`,
    field: issue.path.join("."),
    allowed: issue.message,
  });
}
