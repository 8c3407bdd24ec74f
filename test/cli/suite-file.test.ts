import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { scratchFolder } from "../archive/example-run.js";
import { crossing } from "./command-line.js";

describe("benchmark --suite with a folder that keeps a damaged table", () => {
  it.each([
    ["cut short", '{"schema":1,"pro', /suite-easy\.json: is cut short or damaged/],
    ["without problems", '{"schema":1,"suite":"easy"}', /suite-easy\.json: problems/],
    ["of another version", '{"schema":2}', /suite-easy\.json: schema/],
    [
      "with no trials",
      '{"schema":1,"suite":"easy","problems":[{"problem":{"name":"x"}}]}',
      /suite-easy\.json: problems\[0\]/,
    ],
  ])("%s: refused in a line", async (_, text, message) => {
    const out = scratchFolder();
    writeFileSync(join(out, "suite-easy.json"), text);
    const { code, stdout, stderr } = await crossing(["benchmark", "--suite", "easy", "--out", out]);
    expect(stderr).toMatch(message);
    expect(stderr).toMatch(/^crossing: [^\n]+\n$/);
    expect([stdout, code]).toEqual(["", 2]);
  });
});
