import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { notebookFolder } from "../../src/notebook/kernel.js";

const { canonicalOutputs, difference, errorOf, sameFigure } = await import(
  new URL("../../scripts/notebook-outputs.mjs", import.meta.url).href
);

interface Cell {
  readonly cell_type: "code" | "markdown";
  readonly source: readonly string[];
  readonly outputs?: readonly { readonly data?: Record<string, string> }[];
}

const files = readdirSync(notebookFolder).filter((file) => file.endsWith(".ipynb"));

it("there are notebooks", () => {
  expect(files).toContain("01-quickstart.ipynb");
  expect(files.length).toBeGreaterThanOrEqual(4);
});

describe.each(files)("%s as committed", (file) => {
  const text = readFileSync(join(notebookFolder, file), "utf8");
  const { cells, metadata } = JSON.parse(text) as {
    cells: Cell[];
    metadata: { kernelspec: { name: string } };
  };
  const code = cells.filter(({ cell_type }) => cell_type === "code");

  it("is short, small, and runs on the kernel that is installed", () => {
    expect(cells.length).toBeLessThanOrEqual(15);
    expect(text.length).toBeLessThan(250_000);
    expect(metadata.kernelspec.name).toBe("tslab");
  });

  it("begins with prose that names its sources", () => {
    expect(cells[0]!.cell_type).toBe("markdown");
    expect(cells[0]!.source.join("")).toMatch(/arXiv:/);
  });

  it("was executed without an error, in canonical form, and holds a figure", () => {
    const outputs = code.map((cell) => cell.outputs!);
    expect(outputs.map(errorOf).filter((error) => error !== null)).toEqual([]);
    expect(outputs.flat().length).toBeGreaterThan(2);
    for (const own of outputs) expect(canonicalOutputs(own)).toEqual(own);
    const figures = outputs.flat().filter(({ data }) => data?.["image/svg+xml"]?.startsWith("<svg"));
    expect(figures.length).toBeGreaterThan(0);
  });

  it("imports the built program and nothing that only this machine has", () => {
    const from = code.flatMap(({ source }) =>
      [...source.join("").matchAll(/from "([^"]+)"/g)].map(([, m]) => m!),
    );
    expect(from).toContain("../dist/notebook/index.js");
    expect(from.filter((module) => !/^(node:|\.\.\/dist\/)/.test(module))).toEqual([]);
    expect(text).not.toMatch(/\/home\/|\/root\/|\/Users\/|\/tmp\//);
  });
});

describe("fresh outputs against committed ones", () => {
  const stream = (text: string, name = "stdout") => ({ output_type: "stream", name, text: [text] });
  const figure = (svg: string) => ({
    output_type: "display_data",
    data: { "image/svg+xml": svg },
    metadata: {},
  });
  const table = (html: string) => ({ output_type: "display_data", data: { "text/html": [html] } });

  it("a stream may come in pieces", () => {
    expect(difference([stream("a\nb\n")], [stream("a\n"), stream("b\n")])).toBeNull();
    expect(difference([stream("a\n")], [stream("b\n")])).toContain("“b");
    expect(difference([stream("a\n")], [])).toBe("0 outputs instead of 1");
  });

  it("a number in a table must be the same, to its last digit", () => {
    expect(difference([table("<td>1.25(3)</td>")], [table("<td>1.25(3)</td>")])).toBeNull();
    expect(difference([table("<td>1.25(3)</td>")], [table("<td>1.25(4)</td>")])).toContain("1.25(4)");
  });

  it("coordinates of a figure may differ by a thousandth of a pixel, its words may not", () => {
    expect(sameFigure('<path d="M1.234,2"/>', '<path d="M1.235,2"/>')).toBe(true);
    expect(sameFigure('<path d="M1.234,2"/>', '<path d="M1.334,2"/>')).toBe(false);
    expect(difference([figure("<text>ε</text>")], [figure("<text>σ</text>")])).toContain("σ");
  });

  it("an error is one, and so is anything on standard error", () => {
    expect(errorOf([stream("fine\n")])).toBeNull();
    expect(
      errorOf([stream("what is wrong\n", "stderr"), { output_type: "error", ename: "", evalue: "" }]),
    ).toBe("what is wrong");
    expect(errorOf([{ output_type: "error", ename: "", evalue: "" }])).toBe("the cell failed");
  });
});
