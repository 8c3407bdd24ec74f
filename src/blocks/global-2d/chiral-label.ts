/** A chiral block k_β without its prefactor (4ρ)^{β/2}: coefficients of ρ^n and their derivatives in β. */
export interface RadialCoefficients {
  readonly value: number[];
  readonly derivative: number[];
}

/** Which chiral block: β = Δ ± ℓ, the differences of external dimensions, and the operator for error messages. */
export interface ChiralLabel {
  readonly beta: number;
  readonly delta12: number;
  readonly delta34: number;
  readonly operator: string;
}
