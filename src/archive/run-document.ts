import { z } from "zod";
import { searchOptions } from "../search/options.js";
import type { ProgressEvent, SearchResult } from "../search/result.js";

/** JSON has no NaN and no ∞; a failed run may hold them, and they come back as they were. */
export const real = z.union([z.number(), z.enum(["NaN", "Infinity", "-Infinity"]).transform(Number)]);
export const count = z.int().nonnegative();
const parameters = z.record(z.string(), real);
const origin = z.enum(["sac", "agent", "random", "scan", "policy", "carried", "given"]);

const estimate = z.looseObject({
  value: real,
  error: real.nullable(),
  interval95: z.tuple([real, real]).nullable(),
  fixed: z.boolean(),
});

const operator = z.looseObject({
  channel: z.string(),
  spin: count,
  name: z.string().exactOptional(),
  determined: z.boolean(),
  origin,
  delta: estimate,
  ope2: estimate,
  exact: z.object({ delta: real, ope2: real }).exactOptional(),
});

const stopReason = z.enum([
  "converged",
  "acceptable",
  "stalled",
  "budget-evaluations",
  "budget-time",
  "interrupted",
  "failed",
]);

const rung = z.looseObject({
  operators: count,
  cut: real,
  chi2: real,
  amplitude: real,
  channelAmplitudes: z.record(z.string(), real).exactOptional(),
  evidence: real,
  evaluations: count,
  cpuSeconds: real,
  // the first runs, of theories with one channel, do not name it
  best: z.array(
    z.looseObject({ channel: z.string().default("singlet"), spin: count, delta: real, ope2: real }),
  ),
});

const contentOperators = z.array(
  z.looseObject({ channels: z.array(z.string()), spin: count, delta: real, error: real.nullable() }),
);

const content = z.looseObject({
  spectrum: z.array(z.looseObject({ channels: z.array(z.string()), spin: count, delta: real.nullable() })),
  ladder: z.array(z.looseObject({ operators: count, cut: real })),
  steps: z.array(
    z.looseObject({
      cut: real,
      operators: contentOperators,
      evidence: real,
      amplitude: real,
      chi2: real,
      known: count,
      moves: z.array(z.looseObject({ move: z.string(), gain: real })),
    }),
  ),
  rivals: z.array(z.looseObject({ operators: contentOperators, odds: real })),
  tried: count,
});

/** Loose: fields that a later version adds pass through unharmed; fields that this version reads are checked. */
const searchResult = z.looseObject({
  schema: z.literal(1),
  theory: z.string(),
  parameters,
  optimiser: searchOptions.optimiser.schema,
  objective: searchOptions.objective.schema,
  strategy: searchOptions.strategy.schema,
  seed: z.int(),
  stream: count,
  runId: z.string().nullable(),
  path: z.string().nullable(),
  evaluations: count,
  sacSteps: count,
  cpuSeconds: real,
  wallSeconds: real,
  residualNorm: real,
  heldOutNorm: real,
  reward: real,
  chi2: real.nullable(),
  rank: count.nullable(),
  cut: real.nullable(),
  external: z
    .array(
      z.looseObject({
        name: z.string(),
        value: real,
        error: real.nullable(),
        interval95: z.tuple([real, real]).nullable(),
      }),
    )
    .exactOptional(),
  operators: z.array(operator),
  solutions: z.array(
    z.looseObject({
      chi2: real.nullable(),
      residualNorm: real,
      count,
      origin,
      operators: z.array(operator),
    }),
  ),
  ladder: z.array(rung).exactOptional(),
  covariance: z
    .looseObject({ quantities: z.array(z.string()), matrix: z.array(z.array(real)) })
    .exactOptional(),
  derived: z
    .array(
      z.looseObject({
        name: z.string(),
        meaning: z.string().nullable(),
        value: real.nullable(),
        error: real.nullable(),
        interval95: z.tuple([real, real]).nullable(),
      }),
    )
    .exactOptional(),
  tail: z
    .looseObject({
      facts: real,
      barsHalved: real.nullable(),
      barsDoubled: real.nullable(),
      moved: real.nullable(),
    })
    .exactOptional(),
  content: content.exactOptional(),
  stopReason,
  warnings: z.array(z.looseObject({ code: z.string(), message: z.string() })),
}) satisfies z.ZodType<SearchResult>;

/** What tells that a file is a `run.json`, and of which layout: its first two fields. */
export const runMark = { kind: "crossing-run", schema: 1 } as const;

export const runDocumentSchema = z.object({
  kind: z.literal(runMark.kind),
  schema: z.literal(runMark.schema),
  id: z.string().min(1),
  /** as written by the process; a `running` run whose process is gone is interrupted (`StoredRun.state`) */
  state: z.enum(["running", "complete", "interrupted", "failed"]),
  theory: z.object({
    name: z.string(),
    title: z.string(),
    /** what was typed: an id or a path */
    reference: z.string(),
    /** in the package; of one's own theory, the name of the file alone */
    file: z.string(),
    text: z.string(),
    sha256: z.string(),
    /** texts of what lies beside one's own theory file and belongs to it, by name */
    files: z.record(z.string(), z.string()).exactOptional(),
    set: z.record(z.string(), z.union([z.number(), z.string()])),
    preset: z.string().nullable(),
    free: z.boolean(),
    /** true where the content was searched for, whatever the file says */
    discover: z.literal(true).exactOptional(),
    parameters,
  }),
  options: z.record(z.string(), z.json()),
  seed: z.int(),
  stream: count,
  versions: z.object({ crossing: z.string(), node: z.string() }),
  machine: z.object({ platform: z.string(), arch: z.string(), cpu: z.string(), cores: count }),
  started: z.iso.datetime(),
  finished: z.iso.datetime().nullable(),
  stopReason: stopReason.nullable(),
  /** one line, where the search ended in an error */
  failure: z.string().nullable(),
  result: searchResult.nullable(),
});

export type RunDocument = Readonly<
  Omit<z.infer<typeof runDocumentSchema>, "result"> & { result: SearchResult | null }
>;

/** What is known before a run starts. */
export type RunConfiguration = Pick<RunDocument, "theory" | "options" | "seed" | "stream">;

export const progressEventSchema = z.looseObject({
  seconds: real,
  evaluations: count,
  sacSteps: count,
  stage: z.string(),
  best: real,
  amplitude: real.exactOptional(),
  rung: count.exactOptional(),
  rungs: count.exactOptional(),
  operators: count.exactOptional(),
  losses: z.object({ critic: real, actor: real, entropy: real, temperature: real }).exactOptional(),
}) satisfies z.ZodType<ProgressEvent>;

/** JSON text that keeps NaN and ±∞ (as strings). */
export function toJson(value: unknown, indent?: number): string {
  return JSON.stringify(
    value,
    (_key, entry) => (typeof entry === "number" && !Number.isFinite(entry) ? String(entry) : entry),
    indent,
  );
}
