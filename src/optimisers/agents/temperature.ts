import type { AdamCorrections } from "../networks/adam.js";

/** The temperature α of an entropy bonus, tuned by its logarithm. */
export interface TemperatureState {
  logTemperature: number;
  /** Adam's two moments of the logarithm of the temperature */
  temperatureMoments: [number, number];
}

/**
 * One Adam step on the loss −ln α·(mean ln π + target entropy), arXiv:1812.05905 equation (18) with ln α for α,
 * as its authors' code has it. Entropies in nats.
 */
export function tuneTemperature(
  state: TemperatureState,
  { entropy, targetEntropy }: { readonly entropy: number; readonly targetEntropy: number },
  correction: AdamCorrections,
): void {
  const gradient = entropy - targetEntropy;
  const [first, second] = state.temperatureMoments;
  const m = 0.9 * first + 0.1 * gradient;
  const v = 0.999 * second + 0.001 * gradient * gradient;
  state.temperatureMoments = [m, v];
  state.logTemperature -= (correction.rate * m) / (Math.sqrt(v * correction.second) + 1e-8);
}
