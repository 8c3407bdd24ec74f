import { lineDefectBlockDecimal } from "../blocks/decimal/line-defect-decimal.js";
import { crossedDefectBlock, defectDomain, lineDefectBlock } from "../blocks/line-defect/line-defect.js";
import { defectBoundRows } from "../crossing/line-defect/bound-rows.js";
import { LineDefectDecimal } from "../crossing/line-defect/decimal-equation.js";
import { lineDefect } from "../crossing/line-defect/equation.js";
import type { DefectTail } from "../crossing/line-defect/tail.js";
import { lineDefectTail } from "../crossing/line-defect/tail-model.js";
import { InputError } from "../errors.js";
import type { BlockOptions } from "./block.js";
import type { FamilyDefinition } from "./family.js";
import { single } from "./sectors.js";

/**
 * `line-defect`: the displacement multiplet on the 1/2-BPS Wilson line of N = 4 super Yang–Mills at coupling g, one dimension; spin 0 only,
 * long multiplets with Δ > 1. The tail is known: `by-coupling` is `smeared` at strong coupling, else `ladder`.
 */
export const lineDefectFamily: FamilyDefinition = {
  name: "line-defect",
  externals: "coupling",
  tails: ["by-coupling", "ladder", "smeared", "none"],
  create({ externals, tail }) {
    const coupling = externals.coupling!;
    return {
      dimension: 1,
      levelSpacing: 1,
      sectors: [single("long", "even")],
      unitarityBound: () => 1,
      blockDomain: () => defectDomain,
      places: "line",
      equation: ({ re, derivatives }) =>
        lineDefect({
          coupling,
          places: derivatives === undefined ? { points: re } : { derivatives },
          ...(tail !== "by-coupling" && { tail: tail as DefectTail }),
        }),
      tail: () => lineDefectTail,
      variedTail: (shape) => shape,
      decimal(points, digits) {
        const columns = new LineDefectDecimal(coupling, points, digits);
        return {
          context: columns.context,
          exact: (value) => columns.exact(value),
          identity: () => columns.identity(),
          column: (_, delta) => columns.column(delta),
          moduli: (identity, operators) => columns.moduli(identity, operators),
        };
      },
      boundRows: (derivatives, gap) => defectBoundRows(coupling, derivatives, gap),
    };
  },
  block(options) {
    const { delta, z, crossed } = checked(options);
    return (crossed ? crossedDefectBlock : lineDefectBlock)(Number(delta), Number(z.re));
  },
  blockDigits(options, digits) {
    const { delta, z, crossed = false } = checked(options);
    const { value, derivative } = lineDefectBlockDecimal({ delta, x: z.re, digits, crossed });
    return { value: value.toPrecision(digits), derivative: derivative.toPrecision(digits) };
  },
};

/** @throws InputError for what is no block of the line defect: spin 0, a real cross-ratio between 0 and 1, no other external dimensions */
function checked(options: BlockOptions): BlockOptions {
  const { spin, z } = options;
  const refuse = (field: string, found: unknown, allowed: string) =>
    new InputError({ where: "line-defect", field, found, allowed });
  if (spin !== 0) throw refuse("spin", spin, "0: there is one dimension");
  if (Number(z.im) !== 0) throw refuse("z", z.im, "a real cross-ratio: its imaginary part must be 0");
  for (const field of ["delta12", "delta34", "external"] as const)
    if (options[field] !== undefined && Number(options[field]) !== 0)
      throw refuse(field, options[field], "nothing: all externals are the displacement multiplet");
  return options;
}
