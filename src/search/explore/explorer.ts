import type { Random } from "../../math/random.js";
import type { BackendFactory } from "../../optimisers/sac/backend.js";
import type { SacOptions } from "../../optimisers/sac/options.js";
import type { SacState } from "../../optimisers/sac/search.js";
import type { Problem } from "../../problem/problem.js";
import type { Origin, ProgressEvent } from "../result.js";
import type { Candidate } from "./candidates.js";

/** Moves a place to a minimum near it. */
export type Polish = (problem: Problem, x: Float64Array) => { x: Float64Array; objective: number };

/** How a rung is explored: who proposes places, and who polishes them, if anybody. */
export interface ExplorerSetup {
  /** options of soft actor-critic; null for uniform proposals */
  readonly sac: SacOptions | null;
  /** unknowns that SAC acts on: dimensions alone, or also the coefficients */
  readonly form: "reduced" | "joint";
  readonly polish: Polish | null;
  /** solves the rows to 1e-11 instead of lowering a norm: in all unknowns, or in the coefficients at the places proposed */
  readonly rowsAsEquations?: "interior-point" | "elimination";
  /** starts that are polished, or places looked at without polishing, a rung */
  readonly starts: number;
  /** SAC steps between two starts, or in all without polishing */
  readonly sacSteps: number;
  readonly createBackend?: BackendFactory;
}

export interface ExplorerContext {
  readonly amplitude: number;
  readonly bases: readonly { readonly x: readonly number[]; readonly origin: Origin }[];
  readonly random: Random;
  readonly resume: ExplorerState | null;
}

export interface ExplorerState {
  readonly starts: number;
  readonly random: readonly number[];
  readonly sac: SacState | null;
  readonly polished: readonly (readonly number[])[];
}

/** Explores one rung at one amplitude, a unit of work at a time. */
export interface Explorer {
  /** What an explorer that polishes nothing has found so far; empty for the others, whose steps tell. */
  harvest(): Candidate[];
  step(): { readonly candidates: readonly Candidate[]; readonly sacSteps: number };
  readonly finished: boolean;
  readonly best: number;
  readonly stage: string;
  readonly losses: ProgressEvent["losses"];
  save(): ExplorerState;
}
