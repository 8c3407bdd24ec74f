import { z } from "zod";
import { agentOptions, blocked, count, discount, learningRate, targetRate } from "./options.js";
import { descentOptions } from "./schedules/descent-options.js";

/** Sizes and rates that all agents with a replay and descents have. */
export const learnerOptions = {
  width: blocked.default(64).describe("units of each hidden layer, a multiple of 8"),
  batch: blocked.default(64).describe("transitions a gradient step, a multiple of 8"),
  learningRate: learningRate.default(1e-3).describe("Adam's step size"),
  discount: discount
    .default(0)
    .describe("γ; 0 because every proposal starts from the window's centre, whatever the one before did"),
  targetRate: targetRate.default(5e-3).describe("τ of the target critics (idle at γ = 0)"),
};

/** Options of soft actor-critic with an automatic temperature, and of the agents made from it. */
export const softLearnerOptions = {
  ...learnerOptions,
  temperature: z.number().positive().default(0.1).describe("initial temperature α"),
  targetEntropy: z
    .number()
    .default(-0.5)
    .describe(
      "entropy that the temperature aims at, nats an unknown; uniform is ln 2 (arXiv:1812.05905 has −1)",
    ),
};

/** The options of an agent made from soft actor-critic, in descents, with its own after them. */
export function softOptions<const Name extends string, Shape extends z.ZodRawShape>(name: Name, own: Shape) {
  return agentOptions(name, { ...softLearnerOptions, ...descentOptions, ...own });
}

const plain = agentOptions("", { ...softLearnerOptions, ...descentOptions });

/** What the update of soft actor-critic and the descents read. */
export type SoftOptions = Omit<z.output<typeof plain>, "form"> & { readonly form: string };

/** Of numbers that a network gives. */
export const outputs = count(8).multipleOf(8).max(256);
