/** Where an optimiser ended and why; every optimiser returns one. */
export interface Outcome {
  readonly x: Float64Array;
  /** ‖r(x)‖² */
  readonly objective: number;
  readonly evaluations: number;
  readonly status: "converged" | "acceptable" | "budget" | "stalled" | "failed";
}
