import { log } from "../../math/elementary.js";
import { Random } from "../../math/random.js";
import type { Matrix, NetworkBackend } from "../networks/backend.js";

/** Masks of twin critics that leave a part of their hidden units out and scale the rest up (Srivastava et al., JMLR 15 (2014) 1929). */
export class Dropout {
  random = Random.stream(0);
  private readonly masks: readonly (readonly [Matrix, Matrix])[];
  private readonly factors: Float32Array;

  constructor(
    private readonly backend: NetworkBackend,
    private readonly rate: number,
    { rows, width }: { readonly rows: number; readonly width: number },
  ) {
    const pair = () => [backend.matrix(rows, width), backend.matrix(rows, width)] as const;
    this.masks = [pair(), pair()];
    this.factors = new Float32Array(rows * width);
  }

  /** New masks of one critic. */
  drawn(critic: 0 | 1): readonly [Matrix, Matrix] {
    const { rate, random, factors, backend } = this;
    const kept = 1 / (1 - rate);
    const gap = () => Math.floor(log(random.uniform()) / log(1 - rate));
    for (const mask of this.masks[critic]!) {
      factors.fill(kept);
      // how many are kept between two that are not is geometrically distributed: one random number for each of the few
      for (let i = gap(); i < factors.length; i += 1 + gap()) factors[i] = 0;
      backend.write(mask, factors);
    }
    return this.masks[critic]!;
  }
}
