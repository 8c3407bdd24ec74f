import { describe, expect, it } from "vitest";
import { parseMemory } from "../../src/cluster/memory.js";

describe("memory", () => {
  it.each([
    ["800M", 800],
    ["4G", 4096],
    ["1.5G", 1536],
    ["1T", 1_048_576],
  ])("%s is %d mebibytes", (text, size) => {
    expect(parseMemory(text)).toBe(size);
  });

  it.each(["4000", "0G", "4g", "4GB", "-1G", "", "1e3M", "Infinity"])("%s is refused", (text) => {
    expect(() => parseMemory(text)).toThrow(/--memory: .*such as 800M or 4G$/);
  });
});
