import { z } from "zod";
import type { SacOptions } from "../optimisers/sac/options.js";
import { checkedDocument } from "../theory/document.js";
import type { SearchOptions } from "./options.js";

/** Every name of a type, and no other. */
function oneOf<Name extends string>(names: Readonly<Record<Name, true>>) {
  const list = Object.keys(names) as [Name, ...Name[]];
  return z.enum(list, { error: `must be one of ${list.join(", ")}` });
}

const text = z.string({ error: "must be a string" });
const finite = z.number({ error: "must be a finite number" });
const positive = { error: "must be a number above 0" };
const effort = z.number(positive).positive(positive);
const whole = { error: "must be a whole number of at least 0" };
const count = z.int(whole).nonnegative(whole);

const start = z.array(
  z.looseObject(
    { channel: text.exactOptional(), spin: count, delta: finite },
    { error: "must be an operator {channel?, spin, delta}" },
  ),
  { error: "must be a list of operators" },
);

const shape = {
  optimiser: oneOf<NonNullable<SearchOptions["optimiser"]>>({
    hybrid: true,
    sac: true,
    "interior-point": true,
    "least-squares": true,
    random: true,
  }),
  polish: oneOf<NonNullable<SearchOptions["polish"]>>({ "least-squares": true, "interior-point": true }),
  sac: oneOf<NonNullable<SearchOptions["sac"]>>({ modern: true, classic: true }),
  form: oneOf<NonNullable<SearchOptions["form"]>>({ reduced: true, joint: true }),
  backend: oneOf<NonNullable<SearchOptions["backend"]>>({ wasm: true, tfjs: true }),
  fastMath: z.boolean({ error: "must be true or false" }),
  // field by field by parseSacOptions, which knows the form
  sacOptions: z.custom<Partial<SacOptions>>((value) => typeof value === "object" && value !== null, {
    error: "must be an object of options of SAC",
  }),
  objective: oneOf<NonNullable<SearchOptions["objective"]>>({ whitened: true, plain: true, equations: true }),
  strategy: oneOf<NonNullable<SearchOptions["strategy"]>>({
    ladder: true,
    windows: true,
    multistart: true,
    continuation: true,
  }),
  points: text,
  unknown: z.array(text, { error: "must be a list of parameters' names" }),
  // how many there are depends on the theory: see ladderPlan
  rungs: finite,
  start,
  starts: z.array(start, { error: "must be a list of lists of operators" }),
  seed: count,
  stream: count,
  budget: z.strictObject(
    { evaluations: effort.exactOptional(), seconds: effort.exactOptional() },
    { error: "must be {evaluations?, seconds?}" },
  ),
} satisfies Readonly<Record<keyof SearchOptions, z.ZodType>>;

const names = Object.keys(shape).join(", ");
const schema = z
  .strictObject(shape, {
    error: ({ code }) =>
      code === "unrecognized_keys" ? `unknown option; the options are ${names}` : "must be an object",
  })
  .partial();

/**
 * The options of a search as a caller in JavaScript may have them wrong, each by itself; whether they fit together and the theory is
 * decided by `ladderPlan`.
 *
 * @throws InputError for an unknown option, and a value that is none of an option's
 */
export function checkOptions(options: SearchOptions): void {
  checkedDocument(options, "search options", schema);
}
