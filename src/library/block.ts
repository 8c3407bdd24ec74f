import { InputError } from "../errors.js";
import type { BlockOptions, BlockValue } from "../families/block.js";
import { familyNames, findFamily } from "../families/registry.js";
import { checkBlockOptions } from "./block-options.js";

export type { BlockOptions, BlockValue, NumberOrDecimal } from "../families/block.js";

/**
 * One conformal block and its Δ-derivative: in doubles, or with `digits` (1 to 300) as strings of that many digits.
 *
 * @throws InputError for an unknown family or option what is no number, a `dimension` missing or too many, at poles, at cross-ratios where no block has a value, and for
 * `crossed` without `external`
 */
export function block(options: BlockOptions & { readonly digits: number }): BlockValue<string>;
export function block(options: BlockOptions): BlockValue<number>;
export function block(
  options: BlockOptions & { readonly digits?: number },
): BlockValue<string> | BlockValue<number> {
  checkBlockOptions(options);
  const { digits, family, ...label } = options;
  const definition = findFamily(family);
  if ((definition.anyDimension === true) !== (label.dimension !== undefined)) {
    const allowed = definition.anyDimension
      ? "needs the dimension of space"
      : "has one dimension alone: leave it out";
    throw new InputError({ where: "block", field: "dimension", allowed: `the family ${family} ${allowed}` });
  }
  if (digits === undefined) return definition.block!({ family, ...label });
  if (definition.blockDigits) return definition.blockDigits({ family, ...label }, digits);
  const allowed = `families with decimal blocks: ${familyNames((each) => each.blockDigits !== undefined).join(", ")}`;
  throw new InputError({ where: "block", field: "family", found: family, allowed });
}
