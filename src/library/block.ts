import { block2dDecimal, crossedBlock2dDecimal } from "../blocks/decimal/block-2d-decimal.js";
import { block2d, crossedBlock2d } from "../blocks/global-2d/block-2d.js";
import { InputError } from "../errors.js";
import { type blockFamilies, checkBlockOptions } from "./block-options.js";
import { lineDefectValue } from "./line-defect-block.js";
import { superconformal6dValue } from "./superconformal-6d-block.js";

export type BlockFamily = (typeof blockFamilies)[number];

/** A number; with `digits` also a decimal string, which need not fit into a double. */
export type NumberOrDecimal = number | string;

export interface BlockOptions {
  readonly family: BlockFamily;
  readonly delta: NumberOrDecimal;
  /** 0, 1, 2, … */
  readonly spin: number;
  /** cross-ratio; z̄ is its conjugate */
  readonly z: { readonly re: NumberOrDecimal; readonly im: NumberOrDecimal };
  /** differences of external dimensions, 0 unless given */
  readonly delta12?: NumberOrDecimal;
  readonly delta34?: NumberOrDecimal;
  /** the combination in the crossing equation, |1−z|^2D g(z) − |z|^2D g(1−z), instead of the block */
  readonly crossed?: boolean;
  /** external dimension D, needed with `crossed` in two dimensions */
  readonly external?: NumberOrDecimal;
}

/** A block's value and its derivative in Δ. */
export interface BlockValue<T> {
  readonly value: T;
  readonly derivative: T;
}

/**
 * One conformal block and its Δ-derivative: in doubles, or with `digits` (1 to 300) as strings of that many digits.
 *
 * @throws InputError for an unknown family or option and what is no number, at poles, at cross-ratios where no block has a value, and for
 * `crossed` without `external`
 */
export function block(options: BlockOptions & { readonly digits: number }): BlockValue<string>;
export function block(options: BlockOptions): BlockValue<number>;
export function block(
  options: BlockOptions & { readonly digits?: number },
): BlockValue<string> | BlockValue<number> {
  checkBlockOptions(options);
  if (options.family === "line-defect") return lineDefectValue(options);
  if (options.family === "superconformal-6d-20") return superconformal6dValue(options);
  const { digits, crossed = false, external } = options;
  if (crossed && external === undefined) {
    throw new InputError({ where: "crossed", allowed: "needs the external dimension" });
  }
  return digits === undefined ? inDoubles(options) : inDecimals(options, digits);
}

function inDoubles({ z, external, crossed, ...options }: BlockOptions): BlockValue<number> {
  const operator = {
    delta: Number(options.delta),
    spin: options.spin,
    delta12: Number(options.delta12 ?? 0),
    delta34: Number(options.delta34 ?? 0),
    z: { re: Number(z.re), im: Number(z.im) },
  };
  if (crossed) return crossedBlock2d({ ...operator, external: Number(external) });
  const { value, derivative } = block2d(operator);
  return { value: value.re, derivative: derivative.re };
}

function inDecimals(options: BlockOptions, digits: number): BlockValue<string> {
  const { delta, spin, delta12 = 0, delta34 = 0, z, external, crossed } = options;
  const operator = { delta, spin, delta12, delta34, digits, z };
  if (crossed) {
    const { value, derivative } = crossedBlock2dDecimal({ ...operator, external: external! });
    return { value: value.toPrecision(digits), derivative: derivative.toPrecision(digits) };
  }
  const { value, derivative } = block2dDecimal(operator);
  return { value: value.re.toPrecision(digits), derivative: derivative.re.toPrecision(digits) };
}
