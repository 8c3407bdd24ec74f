/**
 * How a run ended, under Ipopt's names (IpReturnCodes_inc.h), so that its users know what they read.
 * The first two come with a usable answer.
 */
export const statusMeanings = {
  Solve_Succeeded: "all tolerances hold",
  Solved_To_Acceptable_Level: "no further progress; the weaker acceptable tolerances hold",
  User_Requested_Stop: "onIteration asked to stop",
  Infeasible_Problem_Detected: "converged to a point that is locally least infeasible",
  Search_Direction_Becomes_Too_Small: "steps at the level of rounding, tolerances not met",
  Diverging_Iterates:
    "unknowns beyond divergingIterates, or an objective below -1e20: the problem looks unbounded",
  Maximum_Iterations_Exceeded: "maxIterations reached",
  Restoration_Failed: "the feasibility restoration found no acceptable point",
  Error_In_Step_Computation: "the linear system stayed singular under every perturbation",
  Not_Enough_Degrees_Of_Freedom: "more equations than free unknowns",
  Invalid_Number_Detected: "NaN or Infinity where a step cannot be shortened to avoid it",
  NonIpopt_Exception_Thrown: "a callback threw; the last accepted iterate and the error are returned",
} as const;

export type Status = keyof typeof statusMeanings;
