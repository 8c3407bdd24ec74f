import { z } from "zod";
import { MOST_POINTS, pointSetNames } from "../crossing/points.js";
import { familyNames, findFamily } from "../families/registry.js";

/** A mapping without unknown keys; its errors name the keys there are. */
function mapping<Shape extends z.ZodRawShape>(shape: Shape) {
  const keys = Object.keys(shape).join(", ");
  return z.strictObject(shape, {
    error: (issue) =>
      issue.code === "unrecognized_keys"
        ? `unknown key; the keys here are ${keys}`
        : `must be a mapping with the keys ${keys}`,
  });
}

const words = (allowed: readonly string[]) => `must be one of ${allowed.join(", ")}`;
const choice = <const Names extends readonly [string, ...string[]]>(names: Names) =>
  z.enum(names, { error: words(names) });
/** One of names that may become more while the program runs; the JSON Schema holds those of its moment. */
const oneOf = (allowed: () => readonly string[]) =>
  z
    .string({ error: () => words(allowed()) })
    .refine((name) => allowed().includes(name), { error: () => words(allowed()) })
    .meta({ names: allowed });
/** A tab or a line break may stand in what folds over lines. */
const unprintableText = /[^\P{Cc}\t\n]|[\u200e\u200f\u202a-\u202e\u2066-\u2069]/u;
const readable = (what: string) =>
  z.string({ error: `must be ${what}` }).refine((value) => !unprintableText.test(value), {
    error: `must be ${what}, without control characters`,
  });
const text = (what: string) => readable(what).min(1, { error: `must be ${what}` });
/** One that tables and pictures have no second line for. */
const name = (what: string) =>
  text(what).refine((value) => !/[\t\n]/.test(value), { error: `must be ${what}, in one line` });
/** More of them, and somebody has mistaken the file for a program. */
const few = <Mapping extends z.ZodType<Record<string, unknown>>>(
  most: number,
  what: string,
  values: Mapping,
) =>
  values.refine((record) => Object.keys(record).length <= most, { error: `must be at most ${most} ${what}` });
const list = <Item extends z.ZodType>(item: Item, what: string) =>
  z.array(item, { error: `must be a list of ${what}` });

/** A number or an expression over the parameters, such as "2*delta + 4"; evaluated by `evaluateExpression`. */
const number = z
  .union([z.number(), z.string()], { error: 'must be a finite number or an expression such as "1/8"' })
  .describe("a number or an expression over the parameters");
const range = z.tuple([number, number], { error: "must be [lower, upper]" });
const flag = z.boolean({ error: "must be true or false" });
const integer = (least: number) =>
  z.int({ error: `must be an integer ≥ ${least}` }).min(least, { error: `must be an integer ≥ ${least}` });
const MOST_OPERATORS = 1000;

const identifier = z
  .string()
  .regex(/^[A-Za-z][A-Za-z0-9_]*$/, { error: "a parameter's name is letters, digits and _, a letter first" });

const parameter = mapping({
  default: number.describe("value without --set; a number or a constant expression"),
  known: mapping({
    parameter: identifier.describe("another parameter"),
    values: list(
      z.tuple([number, number], { error: "must be [value of that parameter, value of this one]" }),
      "pairs",
    ),
  })
    .optional()
    .describe(
      "value without --set where that depends on another parameter; at other values of it --set has to give one",
    ),
  follows: mapping({
    value: number.describe("an expression over the parameters above"),
    error: number.optional().describe("its standard deviation, likewise; bars contain what it does"),
  })
    .optional()
    .describe("value without --set where that is interpolated in other parameters"),
  min: number.optional(),
  max: number.optional(),
  infinite: flag.optional().describe("inf is a value too"),
  description: text("a line of text").optional(),
});

const row = mapping({
  spin: integer(0),
  count: integer(1)
    .max(MOST_OPERATORS, { error: `must be at most ${MOST_OPERATORS}` })
    .optional()
    .describe("number of operators that share this row, default 1"),
  delta: z
    .union([number, range], { error: "must be a number (fixed dimension) or [lower, upper]" })
    .describe("a number fixes the scaling dimension, [lower, upper] makes it an unknown"),
  free: range.optional().describe("range of a fixed dimension that --free releases"),
  conserved: flag.optional().describe("a conserved current: delta is the unitarity bound of its spin"),
  ope2: z
    .union([range, z.record(z.string(), range)], {
      error: "must be [lower, upper], or a mapping from channels to such ranges",
    })
    .optional()
    .describe("range of the squared OPE coefficient, default [0, 100], [-100, 100] if not unitary"),
  window: number.optional().describe("width in delta of the window search, default the whole range"),
  guess: flag
    .optional()
    .describe("windows start at the lower bound (true, default) or around the best value"),
  gap: flag
    .optional()
    .describe("the lower end of delta is known, not guessed: a search for the content too keeps it"),
  name: name("a name").optional(),
  channel: z
    .union([name("a channel"), z.array(name("a channel")).min(1)], {
      error: "must be a channel or a sector of the family, or a list of channels",
    })
    .optional()
    .describe("where it is exchanged, with a coefficient in each; needed where the family has several"),
});

const points = mapping({
  set: choice(pointSetNames).optional(),
  count: integer(8)
    .max(MOST_POINTS, { error: `must be at most ${MOST_POINTS}` })
    .optional()
    .describe("number of points, default 100"),
  derivatives: integer(2)
    .max(31, { error: "must be at most 31" })
    .optional()
    .describe("so many even derivatives at z = 1/2 instead of points"),
}).describe("either a set of sample points or a number of derivatives");

const tail = mapping({
  model: oneOf(() => [...new Set(familyNames().flatMap((name) => findFamily(name).tails))]),
  amplitude: z
    .union([z.literal("auto"), number], { error: "must be auto or a positive number" })
    .describe("auto (maximum likelihood) or a positive number"),
});

const table = mapping({
  file: text("a file beside the theory file, such as dimensions.json"),
  parameter: identifier.describe("whose values stand in the first column"),
  variable: number
    .optional()
    .describe("function of that parameter in which columns are interpolated, such as sqrt(1 + g^2)"),
  tolerance: z
    .number({ error: "must be a positive number" })
    .positive({ error: "must be a positive number" })
    .default(1e-8)
    .describe("largest difference of two interpolation stencils between rows; beyond it a value is refused"),
});

const series = mapping({
  parameter: identifier.describe("whose values the formulas give"),
  values: z.record(
    identifier,
    mapping({ formula: number.describe("an expression over n"), least: integer(0).describe("smallest n") }),
    { error: "must be a mapping from names to {formula, least}" },
  ),
});

const alternative = mapping({
  parameter: identifier.describe("whose value the formula gives"),
  formula: number.describe("an expression over the names"),
  names: z
    .record(
      identifier,
      mapping({
        whole: flag.optional().describe("whole numbers only"),
        description: text("a line of text").optional(),
      }),
      { error: "must be a mapping from names to {whole, description}" },
    )
    .describe("all of which --set takes in place of the parameter"),
  zero: number.optional().describe("an expression over the names that must vanish"),
});

const systemTerm = mapping({
  equation: text("one of the equations"),
  block: choice(["F-", "F+"]).describe("v^D g(z) ∓ u^D g(1 − z), D half the sum of the inner two dimensions"),
  of: z
    .tuple([z.string(), z.string(), z.string(), z.string()], { error: "must be four externals [i, j, k, l]" })
    .describe("externals whose block it is, [i, j, k, l] in F^{ij,kl}"),
  weight: number.default(1),
  alternating: flag.default(false).describe("times (−1)^spin"),
});

const system = mapping({
  conjugates: z
    .record(z.string(), z.string(), { error: "must be a mapping from externals to externals" })
    .default({})
    .describe("externals that are no real operators, each with its conjugate"),
  equations: list(text("a name"), "names").min(1, { error: "must hold at least one name" }),
  sectors: list(
    mapping({
      name: text("a name"),
      spins: choice(["even", "odd", "all"]),
      size: integer(1)
        .default(1)
        .describe("how many coefficients an operator has; channels are the products of two"),
      identity: flag.default(false).describe("the identity and the stress tensor are among its operators"),
      channels: z
        .record(z.string(), list(systemTerm, "terms"), { error: "must be a mapping from channels to terms" })
        .describe("what an operator adds to the equations: entries 11, 12, …, 22, … of a symmetric matrix"),
    }),
    "sectors",
  ).min(1, { error: "must hold at least one sector" }),
});

const rung = mapping({
  operators: integer(1).describe("how many operators of the spectrum, in its order"),
  cut: z
    .union([number, z.record(z.string(), number)], {
      error: "must be a number, or a mapping from channels to numbers",
    })
    .describe(
      "everything else lies above this dimension; with several channels each may have its own, and so may their spins, as in `σ ℓ=4`",
    ),
});

const exactRow = mapping({
  spin: integer(0),
  delta: number,
  ope2: number,
  name: name("a name").optional(),
  channel: name("a channel of the family").optional(),
});

const derived = mapping({
  value: number.describe("an expression over the parameters, d, and numbers found: delta[x], ope2[x]"),
  meaning: text("a line of text").optional().describe("what it is, and its unit"),
});

/** What a preset may override; each key replaces the whole value. */
const overridable = {
  charge: number.nullable().describe("known central charge, null where unknown"),
  points,
  objective: choice(["whitened", "plain", "equations"]),
  tail,
  separation: number.describe(
    "least distance in delta of operators of one spin; 0 for none; default 0.15 of the distance of levels, which is 1 in two dimensions",
  ),
  spectrum: list(row, "operators").min(1, { error: "must hold at least one operator" }),
  ladder: list(rung, "rungs").min(1, { error: "must hold at least one rung" }),
};

/** theory.yaml as it is written, before expressions are evaluated. */
export const theorySchema = mapping({
  name: z
    .string({ error: "must be a name such as ising-2d" })
    .regex(/^[a-z0-9][a-z0-9-]*$/, { error: "must be lower-case letters, digits and hyphens" }),
  title: name("a line of text"),
  sources: list(text("a reference such as arXiv:2108.09330"), "references"),
  family: oneOf(() => familyNames()),
  unitary: flag.default(true),
  parameters: few(
    200,
    "parameters",
    z.record(identifier, parameter, { error: "must be a mapping from names to {default, min, max}" }),
  ).default({}),
  series: series.optional().describe("theories that come in series: --set series=NAME n=NUMBER"),
  alternative: alternative
    .optional()
    .describe("other names for a parameter's value: --set radius=2 n=1 w=0 instead of d=1/4"),
  tables: few(
    20,
    "tables",
    z.record(identifier, table, { error: "must be a mapping from names to {file, parameter}" }),
  )
    .default({})
    .describe("data files whose columns are names that definitions and everything below may use"),
  definitions: few(
    2000,
    "definitions",
    z.record(identifier, number, { error: "must be a mapping from names to expressions" }),
  )
    .default({})
    .describe(
      "names for values that later expressions use; each may use the parameters and the definitions above it",
    ),
  external: z
    .record(name("a name"), number, { error: "must be a mapping from names to scaling dimensions" })
    .describe(
      "scaling dimensions of the external operators: {delta: …}, or several under names of their own",
    ),
  system: system.optional().describe("crossing equations, for families whose theory files write them"),
  dimension: number.optional().describe("of space, for families of any dimension"),
  charge: overridable.charge.default(null),
  points: points.default({ set: "spread", count: 100 }),
  objective: overridable.objective.default("whitened"),
  tail: tail.optional().describe("default: the family's first model, amplitude auto"),
  separation: overridable.separation.optional(),
  partition: choice(["given", "auto"])
    .default("given")
    .describe(
      "auto: how many operators of each spin there are is searched for too; spectrum holds what is fixed",
    ),
  spectrum: overridable.spectrum.default([]),
  ladder: overridable.ladder.default([]),
  presets: z
    .record(name("a name"), mapping(overridable).partial(), {
      error: "must be a mapping from names to overrides",
    })
    .default({}),
  derived: few(
    100,
    "derived numbers",
    z.record(name("a name"), derived, { error: "must be a mapping from names to {value, meaning}" }),
  )
    .default({})
    .describe(
      "numbers that follow from those found, such as critical exponents, with bars from the covariance",
    ),
  exact: list(exactRow, "operators").default([]).describe("known answers, for comparison only"),
}).meta({ title: "Crossing theory file" });

/** published.yaml: values to compare with, never read by a search. */
export const publishedSchema = list(
  mapping({
    quantity: z
      .string()
      .regex(/^[A-Za-z][A-Za-z0-9]*(\[[^\]]+\])?$/, {
        error: "must look like delta[ε], ope2[1] or derived[ν]",
      })
      .refine((value) => !unprintableText.test(value), { error: "must have no control characters" }),
    at: z.record(identifier, number).default({}).describe("parameter values it holds at"),
    value: number,
    error: number.optional().describe("one standard deviation"),
    kind: choice(["exact", "upper", "lower", "estimate"]),
    source: text("a reference with table or equation"),
  }),
  "published values",
);

export type TheoryDocument = z.output<typeof theorySchema>;
export type SpectrumRow = TheoryDocument["spectrum"][number];
export type PublishedDocument = z.output<typeof publishedSchema>;
export type NumberOrExpression = number | string;

/** JSON Schema (draft 2020-12) of theory.yaml, for editors. */
export function theoryJsonSchema(): Record<string, unknown> {
  return z.toJSONSchema(theorySchema, {
    io: "input",
    override: ({ jsonSchema }) => {
      const { names } = jsonSchema;
      if (typeof names !== "function") return;
      delete jsonSchema.names;
      jsonSchema.enum = names();
    },
  }) as Record<string, unknown>;
}
