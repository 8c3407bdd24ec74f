import { wasm } from "./elementary.wasm.js";
import { instantiate } from "./wasm.js";

/**
 * Elementary functions with the same bits on every machine and every Node version. A host's Math.exp, log, pow,
 * sin and cos are allowed to differ between engines, and do; numerical code takes these instead.
 * Accurate to about one unit in the last place. Math.sqrt is exact everywhere and needs no stand-in.
 */
interface Elementary {
  exp(x: number): number;
  log(x: number): number;
  log1p(x: number): number;
  expm1(x: number): number;
  pow(x: number, y: number): number;
  sin(x: number): number;
  cos(x: number): number;
  /** Argument of x + iy, in (−π, π]. */
  atan2(y: number, x: number): number;
  tanh(x: number): number;
}

export const { exp, log, log1p, expm1, pow, sin, cos, atan2, tanh } = instantiate<Elementary>(wasm);
