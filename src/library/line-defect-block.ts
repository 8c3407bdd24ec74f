import { lineDefectBlockDecimal } from "../blocks/decimal/line-defect-decimal.js";
import { crossedDefectBlock, lineDefectBlock } from "../blocks/line-defect/line-defect.js";
import { InputError } from "../errors.js";
import type { BlockOptions, BlockValue } from "./block.js";

/**
 * A block of the line defect: spin 0, a real cross-ratio between 0 and 1, no other external dimensions.
 *
 * @throws InputError for anything else
 */
export function lineDefectValue(
  options: BlockOptions & { readonly digits?: number },
): BlockValue<string> | BlockValue<number> {
  const { delta, spin, z, crossed = false, digits } = options;
  const refuse = (field: string, found: unknown, allowed: string) =>
    new InputError({ where: "line-defect", field, found, allowed });
  if (spin !== 0) throw refuse("spin", spin, "0: there is one dimension");
  if (Number(z.im) !== 0) throw refuse("z", z.im, "a real cross-ratio: its imaginary part must be 0");
  for (const field of ["delta12", "delta34", "external"] as const)
    if (options[field] !== undefined && Number(options[field]) !== 0)
      throw refuse(field, options[field], "nothing: all externals are the displacement multiplet");
  if (digits === undefined)
    return (crossed ? crossedDefectBlock : lineDefectBlock)(Number(delta), Number(z.re));
  const { value, derivative } = lineDefectBlockDecimal({ delta, x: z.re, digits, crossed });
  return { value: value.toPrecision(digits), derivative: derivative.toPrecision(digits) };
}
