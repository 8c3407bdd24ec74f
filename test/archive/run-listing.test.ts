import { mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { basename, join } from "node:path";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";
import { readRunFile, readRunSummary, writeRunFile } from "../../src/archive/run-file.js";
import { listSummaries, summaryOf } from "../../src/archive/run-listing.js";
import { listRuns, readRun } from "../../src/archive/run-lookup.js";
import { summarise } from "../../src/archive/run-summary.js";
import { runText } from "../../src/archive/run-text.js";
import { createRun } from "../../src/archive/run-writer.js";
import { exampleResult } from "./example-result.js";
import { configuration, scratchFolder } from "./example-run.js";
import { exampleDocument, writeRun } from "./many-runs.js";

describe("a listing", () => {
  it("says of each run what its run.json says", () => {
    const out = scratchFolder();
    const ladder = exampleResult().ladder!.map((rung) => ({ ...rung, operators: 6 }));
    writeRun(out, exampleDocument({ seed: 7, stream: 2, result: exampleResult({ ladder }) }));
    createRun(out, configuration).fail("singular matrix");
    const [finished, failed] = listSummaries(out).runs;
    expect(finished).toMatchObject({
      ...{ theory: "ising-2d", optimiser: "hybrid", seed: 7, stream: 2, state: "complete" },
      ...{
        chi2: 0.37,
        evidence: -352.8,
        cut: 7,
        operators: 6,
        solutions: 1,
        warnings: 1,
        evaluations: 41200,
      },
      path: join(out, finished!.id),
    });
    expect(failed).toMatchObject({
      state: "failed",
      failure: "singular matrix",
      chi2: null,
      operators: null,
    });
    expect(listSummaries(out).runs).toEqual(listRuns(out).runs.map(summaryOf));
  });

  it("counts an operator of several channels once, and finds the rung by that", () => {
    const [first, ...others] = exampleResult().operators;
    const operators = [first!, { ...first!, channel: "other", ope2: first!.ope2 }, ...others];
    const ladder = exampleResult().ladder!.map((rung) => ({ ...rung, operators: 6 }));
    const run = summaryOf(
      readRun(writeRun(scratchFolder(), exampleDocument({ result: exampleResult({ operators, ladder }) }))),
    );
    expect(run).toMatchObject({ operators: 6, evidence: -352.8 });
  });

  it("passes over what is no run, and names it", () => {
    const out = scratchFolder();
    const whole = writeRun(out, exampleDocument());
    const damage: readonly (readonly [string, (folder: string) => void, RegExp])[] = [
      ["0-empty", () => {}, /0-empty: not a run's folder: it holds no run\.json$/],
      [
        "1-cut-short",
        (folder) =>
          writeFileSync(
            join(folder, "run.json"),
            readFileSync(join(whole, "run.json"), "utf8").slice(0, 900),
          ),
        /not a whole JSON document/,
      ],
      [
        "2-foreign",
        (folder) => writeFileSync(join(folder, "run.json"), '{"name": "else"}'),
        /kind: got undefined: not a run/,
      ],
      ["3-no-file", (folder) => mkdirSync(join(folder, "run.json")), /holds no run\.json/],
      [
        "4-changed",
        (folder) =>
          writeFileSync(
            join(folder, "run.json"),
            readFileSync(join(whole, "run.json"), "utf8").replace("41200", "41201"),
          ),
        /checksum/,
      ],
    ];
    for (const [name, harm] of damage) {
      mkdirSync(join(out, name));
      harm(join(out, name));
    }
    writeFileSync(join(out, "run.json"), "a file, no folder");
    mkdirSync(join(out, ".20260101T000000Z-ising-2d-aaaaa.tmp"));
    const { runs, broken } = listSummaries(out);
    expect(runs.map(({ path }) => path)).toEqual([whole]);
    expect(broken.map(({ path }) => path)).toEqual(damage.map(([name]) => join(out, name)));
    for (const [k, [, , message]] of damage.entries()) expect(broken[k]!.message).toMatch(message);
  });

  it("keeps NaN and ∞ of a diverged search, and texts that only look like them", () => {
    const out = scratchFolder();
    const theory = { ...configuration.theory, parameters: { c: Number.POSITIVE_INFINITY } };
    const numbers = { residualNorm: Number.NaN, chi2: null, cpuSeconds: Number.NEGATIVE_INFINITY };
    const { parameters } = theory;
    const result = exampleResult({ ...numbers, parameters, stopReason: "stalled" });
    writeRun(out, exampleDocument({ theory, result, failure: "NaN" }));
    const { runs } = listSummaries(out);
    expect(runs).toMatchObject([{ ...numbers, parameters, failure: "NaN" }]);
    expect(runs).toEqual(listRuns(out).runs.map(summaryOf));
  });

  it("tells a living run from a dead one", () => {
    const out = scratchFolder();
    const writer = createRun(out, configuration);
    expect(listSummaries(out).runs).toMatchObject([{ id: writer.id, state: "running" }]);
    writer.release();
    expect(listSummaries(out).runs).toMatchObject([{ id: writer.id, state: "interrupted" }]);
  });
});

describe("a listing of untouched files", () => {
  it("parses the summaries and nothing else", () => {
    const out = scratchFolder();
    const { kind, schema, ...document } = exampleDocument();
    const folder = writeRun(out, exampleDocument());
    const content = { kind, schema, summary: summarise(exampleDocument()), ...document, result: "no result" };
    writeFileSync(join(folder, "run.json"), runText(content));
    expect(listSummaries(out)).toMatchObject({ runs: [{ id: document.id, chi2: 0.37 }], broken: [] });
    expect(() => readRun(folder)).toThrow(/run\.json: result: /);
  });

  it("says of the committed runs what the whole documents say", () => {
    const results = fileURLToPath(new URL("../../results", import.meta.url));
    const files = readdirSync(results, { recursive: true, encoding: "utf8" })
      .filter((file) => basename(file) === "run.json")
      .map((file) => join(results, file));
    expect(files.length).toBeGreaterThan(20);
    const written = join(scratchFolder(), "run.json");
    for (const file of files) {
      const document = readRunFile(file);
      writeRunFile(written, document);
      expect(readRunSummary(written)).toEqual(summarise(document));
    }
  });
});
