import { InputError } from "../errors.js";
import type { PlotSpecification } from "../plots/specification.js";
import type { Table } from "../report/table.js";
import { drawing } from "./drawing.js";
import { runMarkup, tableMarkup } from "./markup.js";
import type { Run } from "./run.js";

/** What a cell can show: a run, a table, or a figure (any Vega-Lite specification with its data inline). */
export type Shown = Run | Table | PlotSpecification;

/** The part of tslab's display that shows are made of. */
interface CellDisplay {
  html(text: string): void;
  svg(text: string): void;
}

/**
 * Shows things below a cell, one after the other: runs and tables as HTML, figures as SVG.
 * @throws {InputError} outside a notebook
 */
export async function show(...things: readonly Shown[]): Promise<void> {
  const display = cellDisplay();
  for (const thing of things) {
    if (isRun(thing)) display.html(runMarkup(thing).text);
    else if (isTable(thing)) display.html(tableMarkup(thing).text);
    else display.svg(await drawing(thing));
  }
}

const isRun = (thing: Shown): thing is Run => "result" in thing && "theory" in thing;

const isTable = (thing: Shown): thing is Table => "columns" in thing && "rows" in thing;

/** Of the kernel at work, wherever its tslab is installed: it leaves the `require` of its cells in a global. */
function cellDisplay(): CellDisplay {
  const { __tslab__: kernel } = globalThis as {
    __tslab__?: { require(id: "tslab"): { readonly display: CellDisplay } };
  };
  if (kernel !== undefined) return kernel.require("tslab").display;
  throw new InputError({
    where: "show",
    allowed: "shows things in a notebook, with the kernel that `crossing notebook install` sets up",
  });
}
