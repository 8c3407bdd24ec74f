import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import ts from "typescript";
import { describe, expect, it } from "vitest";

const source = fileURLToPath(new URL("../../src", import.meta.url));

/** Members of Math that ECMAScript defines to the last bit; the others may differ between versions of V8. */
const exactMembers = new Set(
  "abs ceil floor fround imul max min round sign sqrt trunc E LN10 LN2 LOG10E LOG2E PI SQRT1_2 SQRT2".split(
    " ",
  ),
);

/** The places in a file that use `**`, a member of Math that is not exact, or Math otherwise than by naming a member. */
function inexactArithmetic(file: string, text: string): string[] {
  const found: string[] = [];
  const tree = ts.createSourceFile(file, text, ts.ScriptTarget.ES2023, true);
  const visit = (node: ts.Node): void => {
    const problem = inexact(node);
    if (problem) {
      const { line } = tree.getLineAndCharacterOfPosition(node.getStart(tree));
      found.push(`${file}:${line + 1}: ${problem}`);
    }
    ts.forEachChild(node, visit);
  };
  visit(tree);
  return found;
}

function inexact(node: ts.Node): string | null {
  if (
    node.kind === ts.SyntaxKind.AsteriskAsteriskToken ||
    node.kind === ts.SyntaxKind.AsteriskAsteriskEqualsToken
  )
    return "**";
  if (!ts.isIdentifier(node) || node.text !== "Math") return null;
  const { parent } = node;
  if (ts.isPropertyAccessExpression(parent) && parent.expression === node)
    return exactMembers.has(parent.name.text) ? null : `Math.${parent.name.text}`;
  return "Math";
}

describe("the same bits on every version of V8: numerical code takes exp, log, pow, sin, … from src/math/elementary.ts", () => {
  it.each([
    ["const y = x ** 2;", ["a.ts:1: **"]],
    ["let y = 2;\ny **= 3;", ["a.ts:2: **"]],
    ["const y = Math.exp(1) + Math.sqrt(2);", ["a.ts:1: Math.exp"]],
    ["const { cos } = Math;", ["a.ts:1: Math"]],
    ["const y = Math['sin'](1);", ["a.ts:1: Math"]],
    ["/** x ** 2 and Math.pow */\nconst y = Math.max(1, 2);", []],
  ])("%s", (text, places) => {
    expect(inexactArithmetic("a.ts", text)).toEqual(places);
  });

  it.each([["math"], ["blocks"], ["crossing"], ["optimisers"], ["families"], ["search"], ["theory"]])(
    "src/%s",
    (folder) => {
      const files = readdirSync(join(source, folder), { recursive: true, encoding: "utf8" }).filter(
        (file) => file.endsWith(".ts") && !/assembly/.test(file),
      );
      expect(files.length).toBeGreaterThan(0);
      const found = files.flatMap((file) =>
        inexactArithmetic(`${folder}/${file}`, readFileSync(join(source, folder, file), "utf8")),
      );
      expect(found).toEqual([]);
    },
  );
});
