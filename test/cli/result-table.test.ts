import { describe, expect, it } from "vitest";
import { operatorTable, resultText } from "../../src/cli/result-table.js";
import { counted } from "../../src/counted.js";
import { exampleResult, fixed, free, operator } from "../archive/example-result.js";

const many = (count: number, determined: (k: number) => boolean) =>
  Array.from({ length: count }, (_, k) => ({
    ...operator(0, fixed(k + 1), free(1, 0.1)),
    determined: determined(k),
  }));
const lines = (text: string) => text.split("\n");

describe("the table of a search's operators", () => {
  it("is whole where it is short, or all is asked for", () => {
    expect(
      lines(
        operatorTable(
          many(40, () => false),
          false,
        ),
      ),
    ).toHaveLength(42);
    expect(
      lines(
        operatorTable(
          many(114, () => false),
          true,
        ),
      ),
    ).toHaveLength(116);
  });

  it("shows what is determined of a long one, by its number, and how many others there are", () => {
    const shown = lines(
      operatorTable(
        many(114, (k) => k === 1 || k === 70),
        false,
      ),
    );
    expect(shown).toHaveLength(5);
    expect(shown[2]).toMatch(/^ *2 /);
    expect(shown[3]).toMatch(/^ *71 /);
    expect(shown[4]).toBe("and 112 others, undetermined: --all shows them, --json has them");
  });

  it("shows the first ten where nothing is", () => {
    expect(
      lines(
        operatorTable(
          many(114, () => false),
          false,
        ),
      ),
    ).toHaveLength(13);
  });
});

it("published values stand beside the result as exact ones do", () => {
  const row = {
    quantity: "ope2[ε]",
    channel: "singlet",
    spin: 0,
    value: 0.25,
    error: 0.01,
    determined: true,
    reference: 0.26,
    referenceError: null,
    kind: "upper",
    pull: 0,
    side: "inside",
    source: "arXiv:0000.00000",
  } as const;
  const text = resultText(exampleResult({}), "a theory", { published: [row] });
  expect(text).toMatch(
    /beside published values\nquantity[^\n]+\n[^\n]+\nope2\[ε\] +0 +0\.250\(10\) +0\.26 +upper +0\.0 +inside/,
  );
  expect(resultText(exampleResult({}), "a theory")).not.toContain("published");
});

it.each([
  [0, "0 lines"],
  [1, "1 line"],
  [2, "2 lines"],
])("%i is %s", (count, text) => {
  expect(counted(count, "line")).toBe(text);
});
