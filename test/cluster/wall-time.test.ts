import { describe, expect, it } from "vitest";
import { parseWallTime, slurmTime } from "../../src/cluster/wall-time.js";

describe("wall time", () => {
  it.each([
    ["1m", 60, "0-00:01:00"],
    ["90m", 5400, "0-01:30:00"],
    ["12h", 43_200, "0-12:00:00"],
    ["2d", 172_800, "2-00:00:00"],
    ["1d12h30m", 131_400, "1-12:30:00"],
    ["365d", 31_536_000, "365-00:00:00"],
  ])("%s is %d seconds, for Slurm %s", (text, seconds, slurm) => {
    expect(parseWallTime(text)).toBe(seconds);
    expect(slurmTime(seconds)).toBe(slurm);
  });

  it.each(["", "0h", "30s", "1.5h", "-2h", "12 h", "2h1d", "366d", "12:00:00", "9999999999999999999d"])(
    "%s is refused",
    (text) => {
      expect(() => parseWallTime(text)).toThrow(/--time: .*such as 90m, 12h, 2d/);
    },
  );

  it("a number without a unit is refused with the three things it could mean", () => {
    expect(() => parseWallTime("90")).toThrow(/"90": .* write 90m, 90h or 90d$/);
  });
});
