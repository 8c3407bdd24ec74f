import { readFileSync } from "node:fs";
import { expect, it } from "vitest";
import { csv, searchesOf, tables } from "../bench/calibration-d-table.js";

const read = (name: string) =>
  readFileSync(new URL(`../../results/calibration-d/${name}`, import.meta.url), "utf8");

it("the tables of the calibration in any dimension are those of its numbers, none beyond five bars", () => {
  const searches = searchesOf(read("numbers.csv"));
  expect(csv(searches)).toBe(read("numbers.csv"));
  expect(read("README.md")).toContain(tables(searches));
  const pulls = searches.flatMap((each) => each.pulls.map(({ pull }) => Math.abs(pull)));
  expect(Math.max(...pulls)).toBeLessThan(5);
});
