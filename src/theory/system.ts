import type { SectorSpec, SystemSpec, TermSpec } from "../crossing/system/spec.js";
import type { FamilyDefinition } from "../families/family.js";
import { entries } from "../families/sectors.js";
import type { Reader } from "./reader.js";
import type { TheoryDocument } from "./schema.js";

type Written = NonNullable<TheoryDocument["system"]>;

/**
 * The crossing equations that a theory file writes, expressions evaluated.
 *
 * @throws InputError where the family has equations of its own, and for names that are not there, twice there, or too few
 */
export function readSystem(
  { system, family }: TheoryDocument,
  { system: takes }: FamilyDefinition,
  dimensions: Readonly<Record<string, number>>,
  reader: Reader,
): SystemSpec | null {
  if (system === undefined) return null;
  if (!takes) throw reader.fail("system", system, `the family ${family} has equations of its own`);
  const conjugates = readConjugates(system, dimensions, reader);
  const context = { reader, equations: system.equations, names: Object.keys(dimensions) };
  refuseTwice(system.equations, "system.equations", reader);
  const sectors = system.sectors.map((sector, s) => readSector(sector, `system.sectors[${s}]`, context));
  refuseTwice(
    sectors.flatMap(({ channels }) => Object.keys(channels)),
    "system.sectors",
    reader,
  );
  const used = sectors.flatMap(({ channels }) => Object.values(channels).flat());
  const unused = system.equations.find((name) => !used.some(({ equation }) => equation === name));
  if (unused !== undefined) throw reader.fail("system.equations", unused, "no sector adds anything to it");
  if (!sectors.some(({ identity }) => identity))
    throw reader.fail("system.sectors", sectors.length, "one of them must have identity: true");
  return { dimensions, conjugates, equations: system.equations, sectors };
}

interface Context {
  readonly reader: Reader;
  readonly equations: readonly string[];
  /** of the externals */
  readonly names: readonly string[];
}

/** Both ways. */
function readConjugates(
  { conjugates }: Written,
  dimensions: Readonly<Record<string, number>>,
  reader: Reader,
): Record<string, string> {
  const both: Record<string, string> = {};
  for (const [name, other] of Object.entries(conjugates)) {
    const field = `system.conjugates.${name}`;
    if (!Object.hasOwn(dimensions, name) || !Object.hasOwn(dimensions, other) || name === other)
      throw reader.fail(field, other, `must be two of the externals ${Object.keys(dimensions).join(", ")}`);
    if (dimensions[name] !== dimensions[other])
      throw reader.fail(field, other, "has another dimension: conjugates have one");
    both[name] = other;
    both[other] = name;
  }
  return both;
}

function readSector(sector: Written["sectors"][number], field: string, context: Context): SectorSpec {
  const { name, spins, size, identity } = sector;
  const count = entries(size).length;
  const given = Object.entries(sector.channels);
  if (given.length !== count) {
    const rule = `must be ${count}, the entries i ≤ j of a matrix of ${size} × ${size}`;
    throw context.reader.fail(`${field}.channels`, given.length, rule);
  }
  const channels = given.map(([channel, terms]) => [
    channel,
    terms.map((term, t) => readTerm(term, `${field}.channels.${channel}[${t}]`, context)),
  ]);
  return { name, spins, size, identity, channels: Object.fromEntries(channels) };
}

function readTerm(
  { equation, block, of, weight, alternating }: Written["sectors"][number]["channels"][string][number],
  field: string,
  { reader, equations, names }: Context,
): TermSpec {
  if (!equations.includes(equation))
    throw reader.fail(`${field}.equation`, equation, `must be one of ${equations.join(", ")}`);
  const stranger = of.find((name) => !names.includes(name));
  if (stranger !== undefined)
    throw reader.fail(`${field}.of`, stranger, `must be externals: ${names.join(", ")}`);
  return {
    equation,
    f: block === "F-" ? "-" : "+",
    externals: of,
    weight: reader.number(weight, `${field}.weight`),
    alternating,
  };
}

function refuseTwice(names: readonly string[], field: string, reader: Reader): void {
  const twice = names.find((name, index) => names.indexOf(name) < index);
  if (twice !== undefined) throw reader.fail(field, twice, "stands there twice");
}
