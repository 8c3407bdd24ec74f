import { z } from "zod";

/** A whole number from `minimum`. */
export const count = (minimum: number) => z.number().int().min(minimum);
/** In steps of 8, as the kernel's blocks ask for it. */
export const blocked = count(8).multipleOf(8).max(1024);
export const fraction = z.number().min(0).max(1);
export const learningRate = z.number().positive().max(1);
export const discount = z.number().min(0).max(0.999);
export const targetRate = z.number().positive().max(1);

const common = {
  proposals: z
    .enum(["policy", "uniform"])
    .default("policy")
    .describe(
      "who proposes: the policy, or for comparison uniform draws from the same window, without networks",
    ),
  maxSteps: count(1).default(1_000_000).describe("environment steps after which the search is finished"),
  eliteSize: count(1).max(1000).default(64).describe("distinct places remembered"),
  eliteSeparation: fraction
    .default(0.02)
    .describe("two places are distinct when some unknown differs by more than this fraction of its range"),
};

/** Options that every agent has; `form` names it. */
export interface AgentOptions {
  readonly form: string;
  readonly proposals: "policy" | "uniform";
  readonly maxSteps: number;
  readonly eliteSize: number;
  readonly eliteSeparation: number;
}

/** The options of an agent: type, range, default and meaning of each; the common ones come first. */
export function agentOptions<const Name extends string, Shape extends z.ZodRawShape>(name: Name, own: Shape) {
  return z.object({ form: z.literal(name).default(name as never), ...common, ...own }).strict();
}
