import { foundTable } from "../report/found-solutions.js";
import { tableText } from "../report/table.js";

const SHOWN_SOLUTIONS = 10;

/** The distinct solutions of several runs for a terminal: the first ten, and how many more there are. */
export function foundText(solutions: Parameters<typeof foundTable>[0]): string {
  const table = tableText(foundTable(solutions.slice(0, SHOWN_SOLUTIONS)));
  return `distinct solutions: ${solutions.length}\n${table}${moreText(solutions.length - SHOWN_SOLUTIONS, "solutions")}`;
}

/** What a table that was cut short leaves out; empty where it leaves out nothing. */
export function moreText(count: number, what: string): string {
  return count > 0 ? `\nand ${count} more ${what} in --json` : "";
}
