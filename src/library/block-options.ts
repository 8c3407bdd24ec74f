import { z } from "zod";
import { familyNames } from "../families/registry.js";
import { checkedDocument } from "../theory/document.js";

const blockFamilies = () => familyNames(({ block }) => block !== undefined);

const DECIMAL = /^\s*[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?\s*$/i;
const number = z.custom<number | string>(
  (value) =>
    typeof value === "number" || (typeof value === "string" && DECIMAL.test(value))
      ? Number.isFinite(Number(value))
      : false,
  { error: "must be a finite number, or one as text" },
);

const names = "family, dimension, delta, spin, z, delta12, delta34, crossed, external, digits";
const schema = z.strictObject(
  {
    family: z.custom<string>((name) => blockFamilies().includes(name as string), {
      error: () => `must be one of ${blockFamilies().join(", ")}`,
    }),
    dimension: number.optional(),
    delta: number,
    spin: z.number({ error: "must be a whole number" }),
    z: z.object({ re: number, im: number }, { error: "must be {re, im}" }),
    delta12: number.optional(),
    delta34: number.optional(),
    crossed: z.boolean({ error: "must be true or false" }).optional(),
    external: number.optional(),
    digits: z.number({ error: "must be a whole number from 1 to 300" }).optional(),
  },
  {
    error: ({ code }) =>
      code === "unrecognized_keys" ? `unknown option; the options are ${names}` : "must be an object",
  },
);

/** @throws InputError for an unknown family or option, and what is no number; the blocks themselves know their ranges */
export function checkBlockOptions(options: unknown): void {
  checkedDocument(options, "block", schema);
}
