/**
 * Runs from the published start that do not end at the published optimum, and where they end instead: values of f at
 * other local minima, confirmed by SLSQP from nearby starts. Ipopt 3.11.9 also ends at another minimum on HS2, HS20, HS44 and HS108.
 */
export interface Ending {
  readonly objective: number;
  /** relative; 1e-6 where not given */
  readonly tolerance?: number;
  readonly why: string;
}

const cusp: Ending = {
  objective: 1,
  tolerance: 1e-3,
  why: "the solution is a cusp without multipliers: a residual of 1e-11 is 1e-4 away from it",
};

export const otherEndings: Readonly<
  Record<"exact" | "lbfgs" | "adaptive", Readonly<Record<string, Ending>>>
> = {
  exact: {
    HS2: { objective: 4.941229368, why: "local minimum on the other branch of the valley" },
    HS13: cusp,
    HS16: { objective: 23.14466095, why: "local minimum" },
    HS20: { objective: 40.19872981, why: "local minimum at the other intersection" },
    HS44: { objective: -13, why: "local minimum at another vertex of a nonconvex quadratic problem" },
    HS55: { objective: 20 / 3, why: "local minimum at the other end of a segment; rank-deficient Jacobian" },
    HS97: { objective: 4.071246372, why: "local minimum" },
    HS108: { objective: -0.6749814279, why: "local minimum" },
  },
  lbfgs: {
    HS13: cusp,
    HS20: { objective: 40.19872981, why: "as above" },
    HS25: { objective: 32.835, why: "the gradient vanishes to rounding at the start" },
    HS55: { objective: 20 / 3, why: "as above" },
    HS108: { objective: -0.6749814279, why: "as above" },
  },
  adaptive: {
    HS2: { objective: 4.941229368, why: "as above" },
    HS13: cusp,
    HS20: { objective: 40.19872981, why: "as above" },
    HS55: { objective: 20 / 3, why: "as above" },
    HS98: { objective: 4.071246372, why: "local minimum" },
    HS108: { objective: -0.6749814279, why: "as above" },
  },
};
