import { z } from "zod";
import { InputError } from "../../errors.js";

/** A whole number from `minimum`, in steps of 8 where the kernel's blocks ask for it. */
const count = (minimum: number) => z.number().int().min(minimum);
const blocked = count(8).multipleOf(8).max(1024);
const fraction = z.number().min(0).max(1);

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

const modern = z
  .object({
    form: z.literal("modern").default("modern"),
    ...common,
    width: blocked.default(64).describe("units of each hidden layer, a multiple of 8"),
    batch: blocked.default(64).describe("transitions a gradient step, a multiple of 8"),
    learningRate: z.number().positive().max(1).default(1e-3).describe("Adam's step size"),
    discount: z
      .number()
      .min(0)
      .max(0.999)
      .default(0)
      .describe("γ; 0 because every proposal starts from the window's centre, whatever the one before did"),
    targetRate: z
      .number()
      .positive()
      .max(1)
      .default(5e-3)
      .describe("τ of the target critics (idle at γ = 0)"),
    temperature: z.number().positive().default(0.1).describe("initial temperature α"),
    targetEntropy: z
      .number()
      .default(-0.5)
      .describe(
        "entropy that the temperature aims at, nats an unknown; uniform is ln 2 (arXiv:1812.05905 has −1)",
      ),
    samples: count(8).max(512).default(32).describe("places evaluated a policy query"),
    exploration: fraction.default(0.5).describe("fraction of the samples drawn uniformly from the window"),
    updates: count(1).max(64).default(1).describe("gradient steps a policy query"),
    memory: count(64).max(65536).default(1024).describe("latest places that batches are drawn from"),
    initialSamples: count(1)
      .default(64)
      .describe("uniform places of the box, the best of which begins a descent"),
    initialWindow: z
      .number()
      .positive()
      .max(1)
      .default(0.3)
      .describe("half-width of the first window, fraction of an unknown's range"),
    minimalWindow: z
      .number()
      .positive()
      .max(1)
      .default(1e-7)
      .describe("half-width below which a descent has ended, fraction of the range"),
    patience: count(1)
      .default(60)
      .describe("queries that lower the objective by less than 1 % in all before a descent has ended"),
    restarts: count(0).default(1_000_000).describe("descents after the first before the search is finished"),
  })
  .strict();

const classic = z
  .object({
    form: z.literal("classic"),
    ...common,
    width: blocked.default(256).describe("units of each hidden layer (BootSTOP: layer1_size, layer2_size)"),
    batch: blocked.default(256).describe("transitions a gradient step (batch_size)"),
    learningRate: z.number().positive().max(1).default(5e-4).describe("Adam's step size (alpha, beta)"),
    discount: z.number().min(0).max(0.999).default(0.99).describe("γ (gamma)"),
    targetRate: z.number().positive().max(1).default(1e-3).describe("τ of the target value network (tau)"),
    rewardScale: z.number().positive().default(7).describe("factor on 1/‖E‖ for the networks (reward_scale)"),
    capacity: count(1).default(100_000).describe("transitions kept for replay (max_size)"),
    patience: count(1).default(300).describe("steps without improvement that end a cycle (faff_max)"),
    fruitlessCycles: count(1)
      .default(5)
      .describe("cycles without improvement before the window shrinks (pc_max)"),
    windowRate: z.number().positive().lt(1).default(0.7).describe("factor of a shrink (window_rate)"),
    maxShrinks: count(0).default(10).describe("shrinks before the search is finished (max_window_exp)"),
    windows: z
      .array(z.number().positive())
      .optional()
      .describe("first window of each unknown, in its unit; the range by default (guess_sizes)"),
    guess: z
      .array(z.boolean())
      .optional()
      .describe("unknowns searched from the lower bound, not around the best place (guessing_run_list)"),
  })
  .strict();

/** Every option of soft actor-critic: type, range, default and meaning; `form` chooses between the two lists. */
export const sacOptionsSchema = z.union([classic, modern]);

export type SacOptions = z.input<typeof sacOptionsSchema>;
export type ModernOptions = z.output<typeof modern>;
export type ClassicOptions = z.output<typeof classic>;

/** Options with defaults filled in. Throws InputError that names the first wrong field. */
export function parseSacOptions(options: SacOptions): ModernOptions | ClassicOptions {
  const schema = options.form === "classic" ? classic : modern;
  const result = schema.safeParse(options);
  if (result.success) return result.data;
  const issue = result.error.issues[0]!;
  throw new InputError({ where: "sac options", field: issue.path.join("."), allowed: issue.message });
}
