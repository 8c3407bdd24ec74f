import { exp } from "../../math/elementary.js";
import type { NetworkOptions, NetworkState } from "./backend.js";

type TemperatureState = Pick<NetworkState, "logTemperature" | "temperatureMoments">;

/** α, in single precision, as the kernels use it. */
export function temperatureOf(state: TemperatureState, options: NetworkOptions): number {
  return Math.fround(options.form === "classic" ? options.temperature : exp(state.logTemperature));
}

/**
 * One Adam step on the loss −ln α·(mean ln π + target entropy), arXiv:1812.05905 equation (18) with ln α for α,
 * as its authors' code has it. `correction` as from {@link adamCorrections}.
 */
export function tuneTemperature(
  state: TemperatureState,
  options: NetworkOptions,
  entropy: number,
  correction: AdamCorrections,
): void {
  const gradient = entropy - options.targetEntropy;
  const [first, second] = state.temperatureMoments;
  const m = 0.9 * first + 0.1 * gradient;
  const v = 0.999 * second + 0.001 * gradient * gradient;
  state.temperatureMoments = [m, v];
  state.logTemperature -= (correction.rate * m) / (Math.sqrt(v * correction.second) + 1e-8);
}

export interface AdamCorrections {
  /** learning rate/(1 − β₁ᵗ) */
  readonly rate: number;
  /** 1/(1 − β₂ᵗ) */
  readonly second: number;
}

/** Bias corrections of Adam's update number `step`, counted from 1. */
export function adamCorrections(step: number, learningRate: number): AdamCorrections {
  return { rate: learningRate / (1 - wholePower(0.9, step)), second: 1 / (1 - wholePower(0.999, step)) };
}

/** By repeated squaring: products alone, so that the bits are the same everywhere. */
function wholePower(base: number, exponent: number): number {
  let result = 1;
  let square = base;
  for (let n = exponent; n > 0; n = Math.floor(n / 2)) {
    if (n % 2 === 1) result *= square;
    square *= square;
  }
  return result;
}
