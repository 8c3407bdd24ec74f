import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { scratchFolder } from "../archive/example-run.js";
import { crossing } from "./command-line.js";

const small = ["gff", "--set", "delta=0.7", "--rungs", "2", "--workers", "1"];

describe("crossing map", () => {
  it("stores a document, a table and a picture, and prints them", async () => {
    const out = scratchFolder();
    const grid = ["--grid", "delta=0.69..0.71:3"];
    const { code, stdout, stderr } = await crossing(["map", ...small, ...grid, "--out", out, "--json"]);
    expect(code).toBe(0);
    expect(stderr).toMatch(/3 of 3 points/);
    const map = JSON.parse(stdout);
    expect(map).toMatchObject({ theory: "gff", grid: ["delta"], unknown: [], operators: 3, finished: true });
    for (const name of ["map.json", "map.csv", "map.svg", "map.png"])
      expect(existsSync(join(map.path, name))).toBe(true);
    const table = readFileSync(join(map.path, "map.csv"), "utf8").trim().split("\r\n");
    expect(table[0]).toMatch(/^delta,evidence,difference,tempered,chi2,amplitude,delta\[3\],"ope2/);
    expect(table).toHaveLength(4);
    expect(Number(table[1]!.split(",")[0])).toBe(0.69);

    const again = await crossing(["map", "--resume", map.path, "--workers", "1"]);
    expect(again.code).toBe(0);
    expect(again.stdout).toMatch(/the best|best {4}delta = /);
    expect(again.stdout).toMatch(/within 3 tempered/);
  });

  it("draws an island over two parameters", async () => {
    const out = scratchFolder();
    const grid = ["--grid", "delta=0.69..0.71:2", "d=2.99..3.01:2"];
    const { stdout } = await crossing(["map", ...small, ...grid, "--out", out, "--quiet"]);
    expect(stdout).toMatch(/delta +d +−2 ln evidence/);
    expect(stdout).toMatch(/finished, 4 points/);
  });

  it.each([
    [["map"], /needs a theory/],
    [["map", "gff"], /--grid/],
    [["map", "gff", "--grid", "delta=1..2"], /expected name=first\.\.last:count/],
    [["map", "gff", "--grid", "tau=1..2:3"], /unknown parameter/],
    [["map", "--resume", "/nowhere/at/all"], /holds no map/],
    [["map", "gff", "--resume", "x"], /name that alone/],
  ])("refuses %j", async (args, message) => {
    const { code, stderr } = await crossing(args);
    expect(code).toBe(2);
    expect(stderr).toMatch(message);
  });
});
