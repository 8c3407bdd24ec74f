import { describe, expect, it } from "vitest";
import { parseTaskArray } from "../../src/cluster/task-array.js";

describe("task array", () => {
  it("0-99%8 is the streams 0 to 99, eight at once", () => {
    const { indices, atOnce } = parseTaskArray("0-99%8");
    expect(indices).toEqual(Array.from({ length: 100 }, (_, index) => index));
    expect(atOnce).toBe(8);
  });

  it("lists and ranges are sorted and each index stands once", () => {
    expect(parseTaskArray("7,0-2,2,9-9")).toEqual({ indices: [0, 1, 2, 7, 9], atOnce: null });
  });

  it("10 000 tasks are the most", () => {
    expect(parseTaskArray("0-9999").indices).toHaveLength(10_000);
    expect(() => parseTaskArray("0-10000")).toThrow(/at most 10000/);
    expect(() => parseTaskArray("0-6000,7000-13000")).toThrow(/at most 10000/);
  });

  it.each(["", "a", "3-1", "0-9%0", "0-9%", "%4", "0,,1", "0-9:2", "-1", "1.5", "99999999999"])(
    "%s is refused",
    (text) => {
      expect(() => parseTaskArray(text)).toThrow(/--array: .*such as 0-99, 0-99%8/);
    },
  );
});
