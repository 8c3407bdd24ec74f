import type { ChannelAmplitudes } from "../../crossing/tail/tail.js";
import { exp, log } from "../../math/elementary.js";
import type { Rung as RungSpec } from "../../theory/theory.js";
import { Rung } from "../rung/rung.js";
import type { Setting } from "../rung/setting.js";

interface Place {
  readonly spec: RungSpec;
  /** unknown dimensions [free] */
  readonly x: Float64Array;
  readonly state: { readonly amplitude: number; readonly channelAmplitudes: ChannelAmplitudes };
}

/** Sizes of the channels' tails with the amplitude that fits best beside them, and what that is worth. */
export interface SizedTail {
  readonly amplitudes: ChannelAmplitudes;
  readonly amplitude: number;
  /** −2 ln(evidence) */
  readonly evidence: number;
}

/** First step in ln A, and the one at which the search for the best value ends. */
const FIRST_STEP = 1.2;
const LAST_STEP = 0.25;
const MOST_SWEEPS = 3;

/**
 * Sizes of the channels' tails relative to the first one's, of largest evidence, by a pattern search in ln A, channel after channel.
 *
 * @param channels those whose sizes are sought
 * @param measure fits the amplitude for given sizes, from one nearby
 */
export function likeliestSizes(
  channels: readonly string[],
  start: Pick<SizedTail, "amplitudes" | "amplitude">,
  measure: (amplitudes: ChannelAmplitudes, near: number) => SizedTail,
): SizedTail {
  let best = measure(start.amplitudes, start.amplitude);
  for (let sweep = 0, step = FIRST_STEP; sweep < MOST_SWEEPS && step >= LAST_STEP; sweep++, step /= 2) {
    for (const channel of channels) {
      const moved = (by: number) => {
        const amplitude = exp(log(best.amplitudes[channel] ?? 1) + by);
        return measure({ ...best.amplitudes, [channel]: amplitude }, best.amplitude);
      };
      const [up, down] = [moved(step), moved(-step)];
      const direction = up.evidence < down.evidence ? 1 : -1;
      let next = direction > 0 ? up : down;
      while (next.evidence < best.evidence) {
        best = next;
        next = moved(direction * step);
      }
    }
  }
  return best;
}

/** {@link likeliestSizes} at fixed dimensions of a rung; null where there is one channel alone. */
export function fitChannelAmplitudes(setting: Setting, { spec, x, state }: Place): SizedTail | null {
  const channels = setting.equation.channels.slice(1);
  if (channels.length === 0) return null;
  const start = { amplitudes: state.channelAmplitudes, amplitude: state.amplitude };
  return likeliestSizes(channels, start, (amplitudes, near) => {
    const { model } = new Rung(setting, spec, "whitened", { evaluations: 0 }, { amplitudes });
    const amplitude = model!.fitAmplitude(x, near);
    return { amplitudes, amplitude, evidence: model!.posterior(x, amplitude).evidence() };
  });
}
