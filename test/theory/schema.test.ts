import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { parse } from "yaml";
import { z } from "zod";
import { loadTheory } from "../../src/theory/load.js";
import { listTheories } from "../../src/theory/registry.js";
import { theoryJsonSchema } from "../../src/theory/schema.js";

describe("JSON Schema of theory files", () => {
  const schema = theoryJsonSchema();
  const reader = z.fromJSONSchema(schema as Parameters<typeof z.fromJSONSchema>[0]);
  const document = (id: string) =>
    parse(readFileSync(loadTheory(id).file, "utf8")) as Record<string, unknown>;

  it("requires what has no default", () => {
    expect(schema.required).toEqual(["name", "title", "sources", "family", "external"]);
    expect(schema.additionalProperties).toBe(false);
  });
  it.each(listTheories())("accepts %s as it is written", (id) => {
    expect(reader.safeParse(document(id)).error).toBeUndefined();
  });
  it("refuses unknown keys, wrong types and missing keys", () => {
    const right = document("ising-2d");
    const { ladder, ...without } = right;
    const { family: _, ...unclassified } = right;
    for (const wrong of [
      { ...right, spectrm: 1 },
      { ...right, external: 1 },
      { ...right, family: "x" },
      unclassified,
    ]) {
      expect(reader.safeParse(wrong).success).toBe(false);
    }
    expect(reader.safeParse({ ...without, ladder: [{ operators: 1, cut: 2, cuts: 3 }] }).success).toBe(false);
  });
  it("goes through JSON unchanged", () => {
    expect(JSON.parse(JSON.stringify(schema))).toEqual(schema);
  });
});
