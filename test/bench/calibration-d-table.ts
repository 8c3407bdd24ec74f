import { calibrationTable, type Entry, summaries } from "./calibration-summary.js";

/**
 * What one search found: distances from the exact values in bars, and how many numbers it left undetermined.
 */
export interface Search {
  readonly theory: string;
  readonly set: Readonly<Record<string, number>>;
  readonly operators: number;
  readonly undetermined: number;
  readonly pulls: readonly { readonly quantity: string; readonly pull: number }[];
}

/** One search a line; the parameters as on the command line. */
export function csv(searches: readonly Search[]): string {
  const line = ({ theory, set, operators, undetermined, pulls }: Search) =>
    [
      theory,
      Object.entries(set)
        .map(([name, number]) => `${name}=${number}`)
        .join(" "),
      operators,
      undetermined,
      pulls.map(({ quantity, pull }) => `${quantity} ${Number(pull.toPrecision(3))}`).join("; "),
    ].join(",");
  return ["theory,parameters,operators,undetermined,pulls", ...searches.map(line), ""].join("\n");
}

/** What `csv` wrote. */
export function searchesOf(text: string): Search[] {
  const [, ...lines] = text.trimEnd().split("\n");
  return lines.map((line) => {
    const [theory = "", parameters = "", operators, undetermined, list = ""] = line.split(",");
    const pairs = parameters.split(" ").map((pair) => pair.split("=") as [string, string]);
    const pulls = list.split("; ").filter((each) => each !== "");
    return {
      theory,
      set: Object.fromEntries(pairs.map(([name, number]) => [name, Number(number)])),
      operators: Number(operators),
      undetermined: Number(undetermined),
      pulls: pulls.map((each) => {
        const space = each.lastIndexOf(" ");
        return { quantity: each.slice(0, space), pull: Number(each.slice(space)) };
      }),
    };
  });
}

/** By dimension of space and by theory. A pull is a number whose bar is one and whose exact value is none. */
export function tables(searches: readonly Search[]): string {
  const entries = searches.flatMap(({ theory, set, operators, undetermined, pulls }) => {
    const common = { theory, kind: `d = ${set.d}`, parameters: set, operators, seed: 1 };
    return [
      ...pulls.map(({ quantity, pull }): Entry => ({ ...common, quantity, value: pull, error: 1, exact: 0 })),
      ...Array.from(
        { length: undetermined },
        (): Entry => ({ ...common, quantity: "", value: 0, error: null, exact: null }),
      ),
    ];
  });
  return calibrationTable(summaries(entries));
}
