import { z } from "zod";

/**
 * Every option with its range, default and source. WB = Wächter and Biegler, Math. Program. 106, 25 (2006);
 * names in brackets are Ipopt's.
 */
export const optionsSchema = z.strictObject({
  tolerance: z
    .number()
    .gt(0)
    .lt(1)
    .default(1e-8)
    .describe("scaled optimality error to reach, WB eq. (6) [tol]"),
  maxIterations: z.int().min(0).default(3000).describe("[max_iter]"),
  dualTolerance: z.number().gt(0).default(1).describe("unscaled gradient of the Lagrangian [dual_inf_tol]"),
  constraintTolerance: z.number().gt(0).default(1e-4).describe("unscaled violation [constr_viol_tol]"),
  complementarityTolerance: z
    .number()
    .gt(0)
    .default(1e-4)
    .describe("unscaled complementarity [compl_inf_tol]"),
  acceptableTolerance: z.number().gt(0).default(1e-6).describe("the weaker tolerance [acceptable_tol]"),
  acceptableIterations: z
    .int()
    .min(0)
    .default(15)
    .describe("consecutive acceptable iterates that end the run; 0 never [acceptable_iter]"),
  divergingIterates: z
    .number()
    .gt(0)
    .default(1e15)
    .describe("largest |x|; beyond 1e15 a step of 1 is rounding (Ipopt: 1e20) [diverging_iterates_tol]"),
  barrier: z
    .enum(["monotone", "adaptive"])
    .optional()
    .describe(
      "WB eq. (7), or Nocedal, Wächter and Waltz, SIAM J. Optim. 19, 1674 (2009); default: adaptive with lbfgs, else monotone [mu_strategy]",
    ),
  initialBarrier: z.number().gt(0).default(0.1).describe("μ₀ [mu_init]"),
  boundPush: z.number().gt(0).default(0.01).describe("κ₁ of WB §3.6 [bound_push]"),
  boundFraction: z.number().gt(0).max(0.5).default(0.01).describe("κ₂ of WB §3.6 [bound_frac]"),
  boundRelaxation: z
    .number()
    .min(0)
    .default(1e-12)
    .describe(
      "bounds widened by this × max(1, |bound|), so that an interior exists, WB §3.5; Ipopt has 1e-8, at the price of such violations [bound_relax_factor]",
    ),
  scaling: z
    .enum(["gradient", "none"])
    .default("gradient")
    .describe("of objective and constraints, WB §3.8 [nlp_scaling_method]"),
  largestScaledGradient: z.number().gt(0).default(100).describe("WB §3.8 [nlp_scaling_max_gradient]"),
  objectiveFactor: z
    .number()
    .gt(0)
    .default(1)
    .describe(
      "multiplies the objective inside the method, where its natural unit is far from 1 [obj_scaling_factor]",
    ),
  hessian: z
    .enum(["exact", "gauss-newton", "lbfgs"])
    .optional()
    .describe("default: exact where the problem has a Hessian, else lbfgs [hessian_approximation]"),
  memory: z.int().min(1).default(6).describe("pairs that L-BFGS remembers [limited_memory_max_history]"),
  maxSecondOrderCorrections: z.int().min(0).default(4).describe("p_max of WB §2.4 [max_soc]"),
});

/** Options with every default filled in, those that depend on the problem included. */
export type OptionValues = Required<z.output<typeof optionsSchema>>;
/** What a user may give. */
export type OptionsInput = z.input<typeof optionsSchema>;
