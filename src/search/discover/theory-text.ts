import { basename } from "node:path";
import { isMap, parseDocument } from "yaml";
import { InputError } from "../../errors.js";
import type { Theory } from "../../theory/theory.js";
import { type Partition, withPartition } from "./content.js";

/**
 * The theory file of a theory with the partition that was found: a search of it has the numbers of the search for the content. Parameters stand at
 * their present values.
 *
 * @param theory as it was given, its content unknown
 * @throws InputError where the theory reads other files, which would have to be copied
 */
export function theoryText(theory: Theory, partition: Partition): string {
  const name = basename(theory.file);
  const { [name]: text = "", ...beside } = theory.texts;
  if (Object.keys(beside).some((other) => other !== "published.yaml"))
    throw new InputError({ where: "--write", found: theory.name, allowed: "a theory of one file" });
  const document = parseDocument(text);
  const { preset } = theory.loaded;
  const overrides = preset === undefined ? null : document.getIn(["presets", preset]);
  if (isMap(overrides)) for (const { key, value } of overrides.items) document.set(key, value);
  for (const key of ["partition", "presets", "spectrum", "ladder", "derived"]) document.delete(key);
  for (const [parameter, value] of Object.entries(theory.parameters))
    if (document.hasIn(["parameters", parameter]))
      document.setIn(["parameters", parameter, "default"], value);
  if (theory.charge === null) document.delete("charge");
  else document.set("charge", theory.charge);
  const found = withPartition(theory, partition);
  const spectrum = document.createNode(
    found.spectrum.map(({ name, channels, spin, fixedDelta, conserved, delta, ope2 }) => ({
      ...(name !== undefined && { name }),
      channel: channels.length === 1 ? channels[0] : [...channels],
      spin,
      delta: fixedDelta ?? [...delta],
      ...(conserved && { conserved }),
      ope2: Object.fromEntries(channels.map((channel, t) => [channel, [...ope2[t]!]])),
    })),
  );
  document.set("spectrum", spectrum);
  document.set("ladder", document.createNode(found.ladder));
  for (const list of [spectrum, document.get("ladder")]) flowing(list);
  return document.toString({ lineWidth: 0 });
}

/** A row a line. */
function flowing(list: unknown): void {
  for (const item of (list as { items: { flow?: boolean }[] }).items) item.flow = true;
}
