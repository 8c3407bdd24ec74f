import { atomicBlock6dDecimal, crossedBlock6dDecimal } from "../blocks/decimal/superconformal-6d-decimal.js";
import { SuperconformalBlocks6d } from "../blocks/superconformal-6d/superconformal-6d.js";
import { InputError } from "../errors.js";
import type { BlockOptions, BlockValue } from "./block.js";

/**
 * A block a^at_{Δ,ℓ} of the 6D (2,0) theories, or with `crossed` u a^at(z) − v a^at(1−z).
 *
 * @throws InputError for real z, Δ ≤ ℓ + 2, and other external dimensions
 */
export function superconformal6dValue(
  options: BlockOptions & { readonly digits?: number },
): BlockValue<string> | BlockValue<number> {
  const { delta, spin, z, crossed = false, digits } = options;
  for (const field of ["delta12", "delta34", "external"] as const) {
    if (options[field] === undefined || Number(options[field]) === 0) continue;
    const allowed = "nothing: all externals are the stress-tensor multiplet";
    throw new InputError({ where: "superconformal-6d-20", field, found: options[field], allowed });
  }
  if (digits === undefined) return inDoubles(options);
  const label = { delta, spin, z, digits };
  if (crossed) {
    const { value, derivative } = crossedBlock6dDecimal(label);
    return { value: value.toPrecision(digits), derivative: derivative.toPrecision(digits) };
  }
  const { value, derivative } = atomicBlock6dDecimal(label);
  return { value: value.re.toPrecision(digits), derivative: derivative.re.toPrecision(digits) };
}

function inDoubles({ delta, spin, z, crossed = false }: BlockOptions): BlockValue<number> {
  const points = { re: Float64Array.of(Number(z.re)), im: Float64Array.of(Number(z.im)) };
  const value = new Float64Array(1);
  const derivative = new Float64Array(1);
  const blocks = new SuperconformalBlocks6d(points);
  blocks[crossed ? "column" : "atomic"](Number(delta), spin, value, derivative);
  return { value: value[0]!, derivative: derivative[0]! };
}
