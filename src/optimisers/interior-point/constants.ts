/** The method's fixed numbers. WB = Wächter and Biegler, Math. Program. 106, 25 (2006); values as Ipopt's defaults. */

/** s_max of WB eq. (6): multipliers larger than this scale the optimality error */
export const MULTIPLIER_SCALE = 100;
/** κ_ε, κ_μ, θ_μ, τ_min of WB eqs. (7), (8): when and how μ falls, and how close to a bound a step may come */
export const BARRIER_ERROR_FACTOR = 10;
export const BARRIER_LINEAR_DECREASE = 0.2;
export const BARRIER_SUPERLINEAR_POWER = 1.5;
export const LEAST_FRACTION_TO_BOUNDARY = 0.99;
/** κ_d of WB §3.7: a linear pull on variables with one bound, or the barrier problem may be unbounded */
export const DAMPING = 1e-5;
/** κ_Σ of WB eq. (16): how far bound multipliers may stray from μ/slack */
export const MULTIPLIER_SAFEGUARD = 1e10;
/** γ_θ, γ_φ of WB eq. (18) */
export const FILTER_MARGIN_THETA = 1e-5;
export const FILTER_MARGIN_PHI = 1e-8;
/** δ, s_θ, s_φ, η_φ of WB eqs. (19), (20) */
export const SWITCHING_FACTOR = 1;
export const SWITCHING_POWER_THETA = 1.1;
export const SWITCHING_POWER_PHI = 2.3;
export const ARMIJO = 1e-8;
/** θ_max and θ_min over max(1, θ at the start), WB §2.3 */
export const LARGEST_THETA = 1e4;
export const SMALL_THETA = 1e-4;
/** γ_α of WB eq. (23) */
export const LEAST_STEP_SAFETY = 0.05;
/** κ_soc of WB §2.4 */
export const CORRECTION_DECREASE = 0.99;
/** a barrier function that grows by more than this many decades is not accepted [obj_max_inc] */
export const LARGEST_PHI_GROWTH = 5;
/** WB §3.1: δ̄_w⁰, δ̄_w^min, δ̄_w^max, κ̄_w⁺, κ_w⁺, κ_w⁻, δ̄_c, κ_c */
export const FIRST_HESSIAN_SHIFT = 1e-4;
export const LEAST_HESSIAN_SHIFT = 1e-20;
export const LARGEST_HESSIAN_SHIFT = 1e40;
export const FIRST_SHIFT_GROWTH = 100;
export const SHIFT_GROWTH = 8;
export const SHIFT_DECREASE = 1 / 3;
export const CONSTRAINT_SHIFT = 1e-8;
export const CONSTRAINT_SHIFT_POWER = 0.25;
/** ρ and κ_resto of WB §3.3 */
export const RESTORATION_PENALTY = 1000;
export const RESTORATION_DECREASE = 0.9;
/** |λ|∞ of the least-squares estimate beyond which it is dropped, WB §3.6 [constr_mult_init_max] */
export const LARGEST_FIRST_MULTIPLIER = 1e3;
/** bound multipliers after a restoration beyond which all are reset to 1 [bound_mult_reset_threshold] */
export const LARGEST_RESTORED_MULTIPLIER = 1e3;
/** steps below this, relative to 1 + |x|, are rounding [tiny_step_tol] */
export const TINY_STEP = 10 * Number.EPSILON;
/** comparisons of barrier functions forgive this much, relative */
export const PHI_ROUNDING = 10 * Number.EPSILON;
