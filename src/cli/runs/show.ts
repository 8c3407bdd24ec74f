import { findRun } from "../../archive/run-lookup.js";
import type { Terminal } from "../terminal.js";
import type { ShowOptions } from "./options.js";

/** The command `runs show`. */
export async function showRun(
  reference: string,
  { out, json, all = false }: ShowOptions,
  terminal: Terminal,
): Promise<void> {
  const { path, state, document } = findRun(reference, out);
  if (json) {
    terminal.print(JSON.stringify({ path, ...document, state }, null, 2));
    return;
  }
  const { theory, machine, versions, started, finished, failure, result } = document;
  const options = Object.entries(document.options).map(([name, value]) => `${name}=${JSON.stringify(value)}`);
  const facts = [
    `run      ${document.id} (${state})`,
    `folder   ${path}`,
    `theory   ${theory.name}: ${theory.title}`,
    `options  ${options.join(" ") || "all by default"}`,
    `started  ${started}${finished === null ? "" : `, finished ${finished}`}`,
    `with     crossing ${versions.crossing}, Node ${versions.node}, ${machine.cpu} (${machine.cores} cores, ${machine.platform})`,
    ...(failure === null ? [] : [`failed   ${failure}`]),
    ...(state === "interrupted" ? [`next     crossing search --resume ${document.id}`] : []),
  ].join("\n");
  if (result === null) terminal.print(facts);
  else {
    const { resultText } = await import("../result-table.js");
    terminal.print(`${facts}\n\n${resultText(result, theory.title, { all })}`);
  }
}
