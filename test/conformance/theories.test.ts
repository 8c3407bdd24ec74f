import { readFileSync } from "node:fs";
import { listTheories } from "../../src/theory/registry.js";
import { conformsAsTheory } from "./theory.js";

type Row = readonly [number, number];
const table = JSON.parse(
  readFileSync(new URL("../data/theory/truncated-crossing.json", import.meta.url), "utf8"),
) as Record<string, Row>;

for (const id of listTheories()) conformsAsTheory(id, table[id] ? { truncated: table[id] } : {});

for (const d of ["1/10", "1/2", "1"])
  conformsAsTheory("compact-boson-cos", { set: { d }, truncated: table[`compact-boson-cos ${d}`]! });
for (const d of ["1/20", "1"]) conformsAsTheory("compact-boson", { set: { d } });
conformsAsTheory("gff-2d", { set: { delta: "6/5" }, truncated: table["gff-2d 6/5"]! });
