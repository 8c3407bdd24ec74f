import { InputError } from "../errors.js";
import type { ExternalNames, FamilyDefinition } from "../families/family.js";
import { findFamily } from "../families/registry.js";
import { withoutAlternative } from "./alternative.js";
import { readDerived } from "./derived.js";
import { parsedDocument, shownPath } from "./document.js";
import { Exchange } from "./exchange.js";
import { createFamily } from "./family-of.js";
import { knownCharge, requireStressTensor } from "./known-charge.js";
import { readExact, readPublished } from "./known-values.js";
import { readLadder } from "./ladder.js";
import type { LoadOptions } from "./options.js";
import {
  definedNames,
  type ParameterValues,
  parameterSpecs,
  parameterValues,
  uncertainParameters,
} from "./parameters.js";
import { Reader } from "./reader.js";
import { findTheory, theoryFileName } from "./registry.js";
import { publishedSchema, type TheoryDocument, theorySchema } from "./schema.js";
import { withoutSeries } from "./series.js";
import { readFixed, readSpectrum, type SpectrumContext } from "./spectrum.js";
import { readSystem } from "./system.js";
import { readTables } from "./tables.js";
import type { PointSpec, PublishedValue, TailSpec, Theory } from "./theory.js";
import { TheoryFiles } from "./theory-files.js";

export type { LoadOptions } from "./options.js";

/** How to read the fields of one document: `field` knows whether a key comes from the preset. */
interface Source {
  readonly document: TheoryDocument;
  readonly reader: Reader;
  field(key: keyof TheoryDocument): string;
}

/**
 * A theory by id or path, evaluated at parameter values and frozen.
 * @throws InputError for everything that is wrong with the file, the parameter values or the preset
 */
export function loadTheory(idOrPath: string, options: LoadOptions = {}): Theory {
  return loadFrom(new TheoryFiles(findTheory(idOrPath)), options);
}

/**
 * A theory from the texts of its files, wherever they are kept.
 * @throws InputError as {@link loadTheory}
 */
export function loadFrom(files: TheoryFiles, options: LoadOptions = {}): Theory {
  const { file } = files;
  const original = parsedDocument(files.text(files.name), file, theorySchema);
  const where = shownPath(file);
  const specs = parameterSpecs(original, where);
  const known = knownCharge(original, specs, options.set ?? {});
  const set = withoutAlternative(original, withoutSeries(original, known.set));
  const parameters = parameterValues(specs, set, original.name);
  const tables = readTables(original, parameters, files);
  const reader = new Reader(
    where,
    definedNames(original, { ...parameters, ...tables.values }, where),
    definedNames(original, { ...parameters, ...tables.alternatives }, where),
  );
  const source = applyPreset(original, options.preset, reader);
  const { stressTensor, ...physics } = readPhysics(source, {
    partition: options.discover ? "auto" : original.partition,
    free: options.free ?? false,
    charge: known.charge,
    parameters,
    preset: options.preset !== undefined,
    atDefaults: Object.entries(specs).every(([name, spec]) => parameters[name] === spec.default),
  });
  if (physics.charge !== null && (known.charge !== null || findFamily(original.family).wardIdentity))
    requireStressTensor({ name: original.name, spectrum: physics.spectrum, where }, stressTensor, options);
  const published = publishedValues(files, original.name, parameters);
  return deepFreeze({
    name: original.name,
    title: original.title,
    sources: original.sources,
    file,
    texts: files.texts,
    loaded: loadedWith(options),
    family: original.family,
    unitary: original.unitary,
    parameterSpecs: specs,
    uncertain: uncertainParameters(specs, set, parameters),
    presets: Object.keys(original.presets),
    ...physics,
    get published() {
      return published();
    },
  });
}

function loadedWith({ set, preset, free, discover }: LoadOptions): LoadOptions {
  return {
    ...(set && { set: { ...set } }),
    ...(preset !== undefined && { preset }),
    ...(free && { free }),
    ...(discover && { discover }),
  };
}

/**
 * The same theory at other values of some of its parameters.
 * @throws InputError as {@link loadTheory}
 */
export function theoryAt({ file, texts, loaded }: Theory, values: ParameterValues): Theory {
  return loadFrom(new TheoryFiles(file, texts), { ...loaded, set: { ...loaded.set, ...values } });
}

function applyPreset(original: TheoryDocument, preset: string | undefined, reader: Reader): Source {
  if (preset === undefined) return { document: original, reader, field: (key) => key };
  const names = Object.keys(original.presets);
  if (!names.includes(preset)) {
    const known = names.length === 0 ? "has no presets" : `has the presets ${names.join(", ")}`;
    throw new InputError({ where: "preset", found: preset, allowed: `${original.name} ${known}` });
  }
  const overrides = original.presets[preset]!;
  return {
    document: { ...original, ...overrides } as TheoryDocument,
    reader,
    field: (key) => (Object.hasOwn(overrides, key) ? `presets.${preset}.${key}` : key),
  };
}

function readPhysics(
  source: Source,
  {
    partition,
    free,
    charge: known,
    parameters,
    preset,
    atDefaults,
  }: {
    readonly partition: Theory["partition"];
    readonly free: boolean;
    readonly preset: boolean;
    readonly charge: number | null;
    readonly parameters: Readonly<Record<string, number>>;
    readonly atDefaults: boolean;
  },
) {
  const { document, reader, field } = source;
  const { unitary, name } = document;
  const definition = findFamily(document.family);
  const external = readExternal(source, definition.externals);
  const physics = {
    parameters,
    external,
    system: readSystem(document, definition, external, reader),
    dimension: readDimension(source, definition),
    charge: known ?? (free ? null : readCharge(source)),
    tail: readTail(source, definition.tails),
  };
  const family = createFamily({ name, family: document.family, ...physics });
  const exchange = new Exchange(family, reader);
  const separation = reader.notNegative(
    document.separation ?? SEPARATION * family.levelSpacing,
    field("separation"),
  );
  const context = { reader, exchange, unitary, separation, free, field: field("spectrum") };
  const { spectrum, ladder, gaps } = readPartition(source, partition, context);
  return {
    ...physics,
    stressTensor: family.stressTensor,
    points: readPoints(source),
    objective: document.objective,
    separation,
    partition,
    gaps,
    spectrum,
    ladder,
    // names of what is not there yet
    derived:
      partition === "auto"
        ? []
        : readDerived(document.derived, { reader, spectrum, dimension: physics.dimension, preset }),
    exact: readExact(document.exact, { reader, exchange, unitary, atDefaults }),
  };
}

/**
 * The operators and the ladder; where the partition is unknown only what is fixed, and gaps: counts, rungs and cuts are not looked at.
 *
 * @throws InputError where the partition is given and there is no spectrum or no ladder
 */
function readPartition(
  { document, reader, field }: Source,
  partition: Theory["partition"],
  context: SpectrumContext,
): Pick<Theory, "spectrum" | "ladder" | "gaps"> {
  if (partition === "auto") return { ...readFixed(document.spectrum, context), ladder: [] };
  for (const key of ["spectrum", "ladder"] as const) {
    if (document[key].length > 0) continue;
    const allowed = "is missing; only partition: auto does without";
    throw new InputError({ where: reader.where, field: field(key), allowed });
  }
  const spectrum = readSpectrum(document.spectrum, context);
  const ladder = readLadder(document.ladder, field("ladder"), reader, {
    spectrum,
    channels: Object.keys(context.exchange.channels),
    levelSpacing: context.exchange.family.levelSpacing,
  });
  return { spectrum, ladder, gaps: [] };
}

/** Least distance of two operators of one spin where the file gives none, in levels. */
const SEPARATION = 0.15;

/** @throws InputError for names that the family does not take, and dimensions that unitarity forbids */
function readExternal({ document, reader }: Source, names: ExternalNames): Record<string, number> {
  const given = Object.keys(document.external);
  const allowed = {
    delta: "must be {delta: …}",
    coupling: "must be {coupling: …}",
    pair: "must name two operators, each with its dimension",
    several: "must name two or more operators, each with its dimension",
    any: "must name operators, each with its dimension",
  }[names];
  const fits = {
    delta: given.length === 1 && given[0] === "delta",
    coupling: given.length === 1 && given[0] === "coupling",
    pair: given.length === 2,
    several: given.length >= 2,
    any: given.length >= 1,
  }[names];
  const stranger = names === "delta" ? given.find((name) => name !== "delta") : undefined;
  if (stranger !== undefined)
    throw reader.fail(
      `external.${stranger}`,
      document.external[stranger],
      "unknown key; the keys here are delta",
    );
  if (!fits) throw reader.fail("external", document.external, allowed);
  return Object.fromEntries(
    Object.entries(document.external).map(([name, value]) => {
      const path = `external.${name}`;
      return [name, document.unitary ? reader.positive(value, path) : reader.number(value, path)];
    }),
  );
}

function readCharge({ document, reader, field }: Source): number | null {
  if (document.charge === null) return null;
  const charge = reader.number(document.charge, field("charge"));
  if (charge === 0 || (document.unitary && charge < 0)) {
    throw reader.fail(field("charge"), document.charge, "must be positive, or non-zero with unitary: false");
  }
  return charge;
}

function readPoints({ document, reader, field }: Source): PointSpec {
  const { set, count, derivatives } = document.points;
  const path = field("points");
  if ((set === undefined) === (derivatives === undefined)) {
    throw reader.fail(path, document.points, "must have either set (with count) or derivatives");
  }
  if (set === undefined) {
    if (count !== undefined)
      throw reader.fail(`${path}.count`, count, "belongs to a set of points, not to derivatives");
    return { derivatives: derivatives! };
  }
  if (set !== "bootstop-180") return { set, count: count ?? 100 };
  if (count !== undefined && count !== 180) {
    throw reader.fail(`${path}.count`, count, "the set bootstop-180 has 180 points");
  }
  return { set, count: 180 };
}

/** @throws InputError where a family of any dimension has none, or another one */
function readDimension({ document, reader }: Source, { anyDimension }: FamilyDefinition): number | null {
  const { dimension, family } = document;
  if (anyDimension && dimension === undefined)
    throw new InputError({
      where: reader.where,
      field: "dimension",
      allowed: `is missing; the family ${family} needs it`,
    });
  if (dimension === undefined) return null;
  if (!anyDimension)
    throw reader.fail("dimension", dimension, `the family ${family} has one dimension alone: leave it out`);
  return reader.positive(dimension, "dimension");
}

function readTail({ document, reader, field }: Source, allowed: FamilyDefinition["tails"]): TailSpec {
  const { model, amplitude } = document.tail ?? { model: allowed[0], amplitude: "auto" };
  if (!allowed.includes(model))
    throw reader.fail(`${field("tail")}.model`, model, `must be one of ${allowed.join(", ")} in this family`);
  return {
    model,
    amplitude: amplitude === "auto" ? "auto" : reader.positive(amplitude, `${field("tail")}.amplitude`),
  };
}

/** Parsed at the first call: a search never asks, and hundreds of rows take longer than many a search. The text is that of the moment of loading. */
function publishedValues(
  files: TheoryFiles,
  theory: string,
  parameters: Readonly<Record<string, number>>,
): () => readonly PublishedValue[] {
  // a theory file of another name may share its folder with somebody else's published.yaml
  if (files.name !== theoryFileName || !files.has(publishedName)) return () => none;
  const file = files.path(publishedName);
  const text = files.text(publishedName);
  let values: readonly PublishedValue[] | undefined;
  return () => {
    values ??= deepFreeze(
      readPublished(
        parsedDocument(text, file, publishedSchema),
        new Reader(shownPath(file), parameters),
        theory,
      ),
    );
    return values;
  };
}

const publishedName = "published.yaml";
const none: readonly PublishedValue[] = Object.freeze([]);

/** Getters are left alone: they freeze what they give. */
function deepFreeze<T>(value: T): T {
  if (typeof value === "object" && value !== null && !Object.isFrozen(value)) {
    Object.freeze(value);
    for (const member of Object.values(Object.getOwnPropertyDescriptors(value))) deepFreeze(member.value);
  }
  return value;
}
