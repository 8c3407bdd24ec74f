import { InputError } from "../../errors.js";
import type { Option } from "../../option.js";
import type { Theory } from "../../theory/theory.js";
import { type SearchOptions, searchOptions } from "../options.js";

type Name = keyof SearchOptions;
type Optimiser = NonNullable<SearchOptions["optimiser"]>;

const ofAgents = ["agent", "sac", "agentOptions", "sacOptions", "backend", "fastMath"] as const;

/** Options that some optimisers alone read, by them. */
const used: Readonly<Record<Optimiser, readonly Name[]>> = {
  hybrid: [...ofAgents, "polish", "environment", "form", "policy"],
  sac: [...ofAgents, "form"],
  "interior-point": ["policy"],
  "least-squares": ["policy"],
  random: [],
};
/**
 * The same where rows are solved as equations: an agent proposes dimensions, and the interior point does the
 * rest.
 */
const usedForEquations: typeof used = {
  hybrid: ofAgents,
  sac: [],
  "interior-point": [],
  "least-squares": [],
  random: [],
};
const special = new Set(Object.values(used).flat());
/** What an agent that places operators one after the other has no use for. */
const notSequential: readonly Name[] = ["form", "policy"];

/**
 * An option that changes nothing is a mistake of whoever gave it.
 * @throws InputError for the first that is not used, with what uses it
 */
export function requireUsed(theory: Theory, options: SearchOptions): void {
  const { environment, proposer, objective = theory.objective } = options;
  const rowsAsEquations = objective === "equations";
  const { optimiser = rowsAsEquations ? "interior-point" : "hybrid" } = options;
  // whoever writes a default down asks for nothing
  const isAsked = (name: Name) =>
    options[name] !== undefined && options[name] !== (searchOptions[name] as Option).default;
  if (isAsked("proposer") && theory.partition !== "auto")
    throw unused("proposer", proposer, "is of use where the content is an unknown: discover, or --discover");
  const table = rowsAsEquations ? usedForEquations : used;
  const wrong = (Object.keys(options) as Name[])
    .filter(isAsked)
    .find((name) => special.has(name) && !table[optimiser].includes(name));
  if (wrong !== undefined) {
    const users = (Object.keys(table) as Optimiser[]).filter((name) => table[name].includes(wrong));
    const where = rowsAsEquations ? " where rows are equations" : "";
    const allowed =
      users.length === 0
        ? `no optimiser uses it${where}`
        : `the optimiser ${optimiser} does not use it; ${users.join(", ")} ${users.length === 1 ? "does" : "do"}${where}`;
    throw unused(wrong, options[wrong], allowed);
  }
  const idle = environment === "sequential" && notSequential.find(isAsked);
  if (idle) throw unused(idle, options[idle], "the environment sequential does not use it; window does");
}

const unused = (where: Name, found: unknown, allowed: string) => new InputError({ where, found, allowed });
