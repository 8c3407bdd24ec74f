import type { RunConfiguration } from "../../src/archive/run-document.js";
import { readRun, type StoredRun } from "../../src/archive/run-lookup.js";
import { describeTheory } from "../../src/archive/run-theory.js";
import { createRun } from "../../src/archive/run-writer.js";
import { withExact } from "../../src/compare/compare.js";
import type { ProgressEvent, SearchResult } from "../../src/search/result.js";
import { type LoadOptions, loadTheory } from "../../src/theory/load.js";
import { exampleResult } from "../archive/example-result.js";
import { progressEvent } from "../archive/example-run.js";

export interface ExampleRun {
  readonly theory?: string;
  readonly set?: LoadOptions["set"];
  readonly options?: RunConfiguration["options"];
  readonly stream?: number;
  readonly result?: Partial<SearchResult>;
  readonly events?: readonly ProgressEvent[];
}

const events = [
  progressEvent(200, 1e4, { rung: 1, rungs: 2, operators: 2 }),
  progressEvent(1200, 35, { rung: 1, rungs: 2, operators: 2 }),
  progressEvent(5300, 420, { rung: 2, rungs: 2, operators: 7 }),
  progressEvent(41200, 0.37, { rung: 2, rungs: 2, operators: 7 }),
];

/** A run as `crossing search` stores it, with the numbers of `exampleResult`. */
export function storedRun(out: string, example: ExampleRun = {}): StoredRun {
  const { theory: name = "ising-2d", set = {}, stream = 0 } = example;
  const theory = loadTheory(name, { set });
  const writer = createRun(out, {
    theory: describeTheory(theory, name, { set }),
    options: example.options ?? {},
    seed: 1,
    stream,
  });
  for (const event of example.events ?? events) writer.append(event);
  const result = exampleResult({ theory: name, parameters: theory.parameters, stream, ...example.result });
  writer.finish(withExact(result, theory));
  return readRun(writer.path);
}

/** A run that has begun and not ended. */
export function runningRun(out: string) {
  const theory = loadTheory("ising-2d");
  return createRun(out, { theory: describeTheory(theory, "ising-2d", {}), options: {}, seed: 1, stream: 0 });
}
