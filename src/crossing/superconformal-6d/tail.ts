import { exp, log } from "../../math/elementary.js";
import type { CrossingEquation, Term } from "../equation.js";
import type { CacheKey } from "../number-cache.js";
import type { TailModel, TailNode } from "../tail/tail.js";
import { disconnected } from "./disconnected.js";
import type { Charge6d } from "./equation.js";
import { freeLikeFactor } from "./free-like.js";
import { type Multiplet, multipletsAbove } from "./multiplets.js";
import { quarticRatio, treeLevel } from "./tree-level.js";

/**
 * What is assumed of the multiplets that are not kept.
 *
 * `tree-level`: they stand at Δ∞ + γ/c with the disconnected coefficients of the shifted place times 1 + ∂γ/∂Δ/c, which is tree-level
 * supergravity to order 1/c; the prior widths are the 1/c corrections times the relative size of what comes next. That size is known
 * and cannot be learnt from one truncated equation, which a consistent deformation solves as well: the amplitude is fitted, but is never below one.
 *
 * `disconnected`: they stand where c = ∞ has them, and the widths are the whole 1/c corrections.
 */
export type Tail6dShape = "tree-level" | "disconnected";

/** Shifts level off here: beyond, an expansion in 1/c means nothing, and multiplets of a tower lie two units apart. */
const LARGEST_SHIFT = 1.5;
/** Relative uncertainty of coefficients that are exact: keeps the whitening regular, far below what any search resolves. */
const EXACT = 1e-12;

/** Where a multiplet of the tail is expected, b = 4^Δ λ², and the prior widths of b and of b·δΔ. */
interface Expected {
  readonly delta: number;
  readonly b: number;
  readonly width: number;
  readonly shift: number;
}

/**
 * The tail of the (2,0) theories: every multiplet of the spectrum at c = ∞ that is not kept, its coefficient and its dimension normal about
 * what is expected, independently. The cut of a rung is for the reader: what is kept says what is left. Kept operators have no prior.
 */
export class Tail6d implements TailModel {
  readonly key: CacheKey;
  readonly leastAmplitude: number;
  private readonly expected: readonly (Multiplet & { readonly at: Expected })[];

  /** @param options.kept terms of the truncated equation, in any order */
  constructor(
    private readonly equation: CrossingEquation,
    charge: Charge6d,
    { kept, shape }: { readonly kept: readonly Term[]; readonly shape: Tail6dShape },
  ) {
    const names = kept.map(({ channel, spin }) => `${channel} ${spin}`).sort();
    this.key = ["superconformal-6d-20", shape, charge.inverseCharge, charge.currents, ...names];
    this.leastAmplitude = shape === "tree-level" ? 1 : 0;
    this.expected = multipletsAbove(kept).map((multiplet) => ({
      ...multiplet,
      at: charge.currents === "none" ? expectation(multiplet, charge, shape) : freeLike(multiplet, charge),
    }));
  }

  nodes(): TailNode[] {
    return this.expected.flatMap(({ channel, spin, at }) => {
      const node = { channel, spin, delta: at.delta, group: null };
      const coefficient = { ...node, width: at.width };
      return at.shift > EXACT * at.b
        ? [coefficient, { ...node, width: at.shift, shift: true }]
        : [coefficient];
    });
  }

  width(): null {
    return null;
  }

  widthSlope(): number {
    return 0;
  }

  mean(): Float64Array {
    const { equation, expected } = this;
    const sum = new Float64Array(equation.rows);
    const value = new Float64Array(equation.rows);
    const derivative = new Float64Array(equation.rows);
    // the smallest first, so that nothing of them is lost
    for (const { at, ...term } of [...expected].reverse()) {
      equation.column(term, at.delta, value, derivative);
      for (let i = 0; i < sum.length; i++) sum[i]! += at.b * value[i]!;
    }
    return sum;
  }
}

function freeLike({ delta, spin }: Multiplet, { inverseCharge }: Charge6d): Expected {
  const b = disconnected(delta, spin).b * freeLikeFactor(delta, spin, inverseCharge);
  return { delta, b, width: EXACT * disconnected(delta, spin).b, shift: 0 };
}

function expectation(multiplet: Multiplet, { inverseCharge }: Charge6d, shape: Tail6dShape): Expected {
  const { delta, spin } = multiplet;
  const limit = disconnected(delta, spin);
  const tree = treeLevel(delta, spin);
  const gamma = tree.gamma * inverseCharge;
  const levelling = 1 + Math.abs(gamma) / LARGEST_SHIFT;
  const shift = gamma / levelling;
  const slope = (tree.slope * inverseCharge) / (levelling * levelling);
  const corrected = shape === "tree-level";
  const at = corrected ? delta + shift : delta;
  const b = corrected ? disconnected(at, spin).b * (1 + slope) : limit.b;
  const unsure = corrected ? nextOrder(multiplet, Math.abs(gamma), inverseCharge) : 1;
  const change = Math.min(1, Math.abs(limit.logSlope * shift) + Math.abs(slope));
  return { delta: at, b, width: b * (EXACT + unsure * change), shift: b * unsure * Math.abs(shift) };
}

/**
 * Size of what follows the 1/c correction, relative to it, at most one: loops, γ/c, and higher-derivative terms, c^{−2/3} at the lowest multiplet;
 * for ℓ = 0 these grow along the tower as those of R⁴ do.
 */
function nextOrder({ spin, tower }: Multiplet, gamma: number, inverseCharge: number): number {
  if (inverseCharge === 0) return 0;
  const derivatives = exp((2 / 3) * log(inverseCharge));
  return Math.min(1, gamma + derivatives * (spin === 0 && tower > 2 ? quarticRatio(tower - 3) : 1));
}
