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

/** First step in ln A, and the one at which the search for the best value ends. */
const FIRST_STEP = 1.2;
const LAST_STEP = 0.25;
const MOST_SWEEPS = 3;

/**
 * Sizes of the channels' tails relative to the first one's, and the amplitude that goes with them: of largest evidence at fixed dimensions, by a
 * pattern search in ln A, channel after channel. Null where there is one channel alone.
 */
export function fitChannelAmplitudes(
  setting: Setting,
  { spec, x, state }: Place,
): { amplitudes: ChannelAmplitudes; amplitude: number } | null {
  const channels = setting.equation.channels.slice(1);
  if (channels.length === 0) return null;
  const measure = (amplitudes: ChannelAmplitudes, near: number) => {
    const { model } = new Rung(setting, spec, "whitened", { evaluations: 0 }, { amplitudes });
    const amplitude = model!.fitAmplitude(x, near);
    return { amplitudes, amplitude, evidence: model!.posterior(x, amplitude).evidence() };
  };
  let best = measure(state.channelAmplitudes, state.amplitude);
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
  return { amplitudes: best.amplitudes, amplitude: best.amplitude };
}
