import type { Decimal } from "decimal.js";
import { InputError } from "../../errors.js";
import { checkOperator } from "../global-2d/poles.js";
import { checkCrossRatio } from "../points/radial.js";
import { type ComplexDecimal, decimalContext } from "./complex-decimal.js";

/** A decimal string, or a number, which stands for its shortest decimal form (0.1 is one tenth). */
export type DecimalInput = string | number | Decimal;

export interface ComplexInput {
  readonly re: DecimalInput;
  readonly im: DecimalInput;
}

/** Which block: an operator (Δ, ℓ) and the differences of external dimensions, 0 unless given. */
export interface Block2dDecimalLabel {
  readonly delta: DecimalInput;
  readonly spin: number;
  readonly delta12?: DecimalInput;
  readonly delta34?: DecimalInput;
  /** significant digits wanted, 1 to 300; all that are returned are right */
  readonly digits: number;
}

export interface ParsedLabel {
  readonly delta: Decimal;
  readonly spin: number;
  readonly delta12: Decimal;
  readonly delta34: Decimal;
}

/** Constructing a number rounds nothing, whatever the precision. */
const Exact = decimalContext(20);

/** @throws InputError for what is no decimal number, or a spin that is no whole number */
export function parseLabel(options: Block2dDecimalLabel): ParsedLabel {
  const delta = parseDecimal("delta", options.delta);
  checkOperator(delta.toNumber(), options.spin);
  return {
    delta,
    spin: options.spin,
    delta12: parseDecimal("delta12", options.delta12 ?? 0),
    delta34: parseDecimal("delta34", options.delta34 ?? 0),
  };
}

export function recastLabel(label: ParsedLabel, context: typeof Decimal): ParsedLabel {
  const { delta, spin, delta12, delta34 } = label;
  return { delta: new context(delta), spin, delta12: new context(delta12), delta34: new context(delta34) };
}

/** @throws InputError for what is no complex number, or a cross-ratio where no block has a value */
export function parseComplex(field: string, z: ComplexInput): ComplexDecimal {
  const parsed = { re: parseDecimal(`${field}.re`, z.re), im: parseDecimal(`${field}.im`, z.im) };
  checkCrossRatio({ re: parsed.re.toNumber(), im: parsed.im.toNumber() }, "block");
  return parsed;
}

/** @throws InputError for what is no decimal number */
export function parseDecimal(field: string, input: DecimalInput): Decimal {
  const text = typeof input === "string" ? input : input.toString();
  if (!/^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i.test(text)) {
    throw new InputError({ where: "block", field, found: text, allowed: "a decimal number" });
  }
  return new Exact(text);
}
