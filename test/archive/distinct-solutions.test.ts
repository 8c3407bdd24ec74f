import { describe, expect, it } from "vitest";
import { distinctSolutions } from "../../src/archive/distinct-solutions.js";
import type { SearchResult, Solution } from "../../src/search/result.js";
import { exampleResult, free, operator } from "./example-result.js";

function solution(chi2: number, deltas: readonly number[], ope2 = 0.25): Solution {
  const operators = deltas.map((delta, k) =>
    operator(0, free(delta, 1e-3), free(k === 0 ? 0.25 : ope2, 1e-3)),
  );
  return { chi2, residualNorm: chi2 * 1e-6, count: 2, origin: "random", operators };
}

function run(stream: number, cut: number, ...solutions: Solution[]): SearchResult {
  return exampleResult({ stream, cut, solutions, operators: solutions[0]!.operators });
}

describe("distinct solutions of several runs", () => {
  it("are one where all dimensions agree within 0.02, with the numbers of the best", () => {
    const found = distinctSolutions([
      run(3, 5, solution(0.4, [1, 4]), solution(9, [0.5, 3])),
      run(1, 5, solution(0.3, [1.015, 4]), solution(7, [1.05, 4])),
    ]);
    expect(found.map(({ chi2, streams, starts }) => [chi2, streams, starts])).toEqual([
      [0.3, [3, 1], 4],
      [7, [1], 2],
      [9, [3], 2],
    ]);
    expect(found[0]!.operators[0]!.delta.value).toBe(1.015);
  });

  it("the dimension of an operator with coefficient zero does not tell two apart, its absence does", () => {
    const found = distinctSolutions([
      run(0, 5, solution(1, [1, 4], 0)),
      run(1, 5, solution(1, [1, 6], 0), solution(2, [1, 4])),
    ]);
    expect(found.map(({ streams }) => streams)).toEqual([[0, 1], [1]]);
  });

  it("are one where the printed order differs: operators of two spins have changed places", () => {
    const spins = (first: number, second: number): Solution => ({
      ...solution(1, [3.999, 4.001]),
      operators: [first, second].map((spin, k) =>
        operator(spin, free(3.999 + 0.002 * k, 1e-3), free(0.1, 1e-3)),
      ),
    });
    const found = distinctSolutions([run(0, 5, spins(0, 2)), run(1, 5, spins(2, 0))]);
    expect(found.map(({ streams }) => streams)).toEqual([[0, 1]]);
  });

  it("runs of different seeds count apart, whatever their streams", () => {
    const [first] = distinctSolutions([
      { ...run(0, 5, solution(1, [1, 4]), solution(2, [1.01, 4])), runId: "a" },
      { ...run(0, 5, solution(1, [1, 4])), runId: "b" },
    ]);
    expect(first).toMatchObject({ runs: ["a", "b"], streams: [0, 0], starts: 6 });
  });

  it("another cut or number of operators is another problem", () => {
    const found = distinctSolutions([
      run(0, 5, solution(3, [1, 4])),
      run(1, 6, solution(1, [1, 4])),
      run(2, 5, solution(2, [1, 4, 5])),
      run(4, 5, solution(4, [1, 4])),
    ]);
    expect(found.map(({ cut, streams }) => [cut, streams])).toEqual([
      [5, [0, 4]],
      [6, [1]],
      [5, [2]],
    ]);
  });
});
