import { createHash } from "node:crypto";
import {
  existsSync,
  mkdirSync,
  readFileSync,
  statSync,
  truncateSync,
  utimesSync,
  writeFileSync,
} from "node:fs";
import { join } from "node:path";
import { afterEach, describe, expect, it, vi } from "vitest";
import { writeRunFile } from "../../src/archive/run-file.js";
import { listSummaries, summaryOf } from "../../src/archive/run-listing.js";
import { listRuns, readRun } from "../../src/archive/run-lookup.js";
import { createRun } from "../../src/archive/run-writer.js";
import { exampleResult } from "./example-result.js";
import { configuration, scratchFolder } from "./example-run.js";
import { exampleDocument, writeRun, writeRuns } from "./many-runs.js";

/** The listing's index, from 100 runs on. */
const index = (out: string) => join(out, ".run-index.json");

/** Files count as settled two seconds after they were written: the clock goes on, they do not. */
function later(): void {
  vi.setSystemTime(Date.now() + 10_000);
}
afterEach(() => void vi.useRealTimers());

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
    expect(existsSync(index(out))).toBe(false);
  });

  it("keeps NaN of a diverged search, and tells a living run from a dead one each time", () => {
    const out = scratchFolder();
    writeRuns(out, 100, exampleResult({ residualNorm: Number.NaN, chi2: null, stopReason: "diverged" }));
    const writer = createRun(out, configuration);
    later();
    const seen = () => {
      const { runs } = listSummaries(out);
      expect(runs[0]).toMatchObject({ residualNorm: Number.NaN, chi2: null });
      return runs.find(({ id }) => id === writer.id)?.state;
    };
    expect([seen(), seen()]).toEqual(["running", "running"]);
    writer.release();
    expect([seen(), seen()]).toEqual(["interrupted", "interrupted"]);
    expect(existsSync(index(out))).toBe(true);
  });
});

describe("the index beside many runs", () => {
  function indexed() {
    const out = scratchFolder();
    writeRuns(out, 120);
    later();
    const { runs } = listSummaries(out);
    return { out, ids: runs.map(({ id }) => id), read: () => readFileSync(index(out), "utf8") };
  }

  it("is what the second listing reads, and says the same", () => {
    const { out, ids, read } = indexed();
    expect(ids).toHaveLength(120);
    expect(listSummaries(out).runs).toEqual(listRuns(out).runs.map(summaryOf));
    // another number in it, with the checksum to fit, is believed
    const content = read().split("\n")[1]!.replaceAll('"chi2":0.37', '"chi2":0.36');
    const checksum = createHash("sha256").update(content).digest("hex");
    writeFileSync(
      index(out),
      `${JSON.stringify({ kind: "crossing-run-index", version: 1, checksum })}\n${content}\n`,
    );
    expect(listSummaries(out).runs.every(({ chi2 }) => chi2 === 0.36)).toBe(true);
  });

  it("gives way to a run that was replaced, also by one of the same size at the same time", () => {
    const { out, ids } = indexed();
    const file = join(out, ids[5]!, "run.json");
    const old = 1_700_000_000;
    utimesSync(file, old, old);
    listSummaries(out);
    const { size } = statSync(file);
    writeRunFile(
      file,
      exampleDocument({
        id: ids[5]!,
        seed: 5,
        result: exampleResult({ seed: 5, chi2: 0.73 }),
        started: "2026-03-14T00:00:05.000Z",
      }),
    );
    utimesSync(file, old, old);
    expect(statSync(file)).toMatchObject({ size, mtimeMs: 1000 * old });
    expect(listSummaries(out).runs[5]).toMatchObject({ id: ids[5], chi2: 0.73 });
  });

  it("gives way to a run that was damaged, removed or added", () => {
    const { out, ids, read } = indexed();
    truncateSync(join(out, ids[3]!, "run.json"), 500);
    writeRun(out, exampleDocument());
    later();
    const { runs, broken } = listSummaries(out);
    expect(broken).toMatchObject([{ path: join(out, ids[3]!) }]);
    expect(runs.map(({ id }) => id)).toEqual(
      [...ids.filter((id) => id !== ids[3]), exampleDocument().id].sort(),
    );
    expect(read()).not.toContain(ids[3]);
    expect(read()).toContain(exampleDocument().id);
  });

  it("leaves out what was written a moment ago: it may be written again within the same tick", () => {
    const out = scratchFolder();
    writeRuns(out, 120);
    expect(listSummaries(out).runs).toHaveLength(120);
    expect(existsSync(index(out))).toBe(false);
  });

  it("counts for nothing where it is damaged, edited, foreign or of another version", () => {
    const { out, read } = indexed();
    const good = read();
    const expected = listSummaries(out).runs;
    for (const bad of [
      good.slice(0, 3000),
      good.replace('"chi2":0.37', '"chi2":0.36'),
      good.replace('"version":1', '"version":0'),
      "[]\n[]\n",
      "",
    ]) {
      expect(bad).not.toBe(good);
      writeFileSync(index(out), bad);
      expect(listSummaries(out).runs).toEqual(expected);
      expect(read()).toBe(good);
    }
  });
});
