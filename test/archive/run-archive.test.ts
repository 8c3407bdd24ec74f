import {
  appendFileSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  truncateSync,
  utimesSync,
  writeFileSync,
} from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { readCheckpoint } from "../../src/archive/checkpoint.js";
import { findRun, listRuns, readRun, readRunTrace } from "../../src/archive/run-lookup.js";
import { createRun, reopenRun } from "../../src/archive/run-writer.js";
import { InputError } from "../../src/errors.js";
import { exampleResult } from "./example-result.js";
import { configuration, progressEvent, scratchFolder } from "./example-run.js";

describe("a run in the archive", () => {
  it("comes back as it was written: configuration, result, trace, checkpoint", () => {
    const writer = createRun(scratchFolder(), configuration);
    const events = [progressEvent(10, 5), progressEvent(20, 0.1 + 0.2, { rung: 1, rungs: 3 })];
    for (const event of events) writer.append(event);
    writer.checkpoint(Uint8Array.of(1, 2, 255));
    const stopReason = "budget-time";
    const stored = writer.finish(exampleResult({ stopReason }));
    const run = readRun(writer.path);
    expect(run.state).toBe("complete");
    expect(run.document).toMatchObject({ ...configuration, id: writer.id, stopReason, failure: null });
    expect(run.document.result).toEqual(stored);
    expect(stored).toEqual(exampleResult({ stopReason, runId: writer.id, path: writer.path }));
    expect(readRunTrace(run)).toEqual({ events, complete: true });
    expect(readCheckpoint(join(writer.path, "checkpoint.bin"))?.state).toEqual(Uint8Array.of(1, 2, 255));
    expect(readdirSync(writer.path).sort()).toEqual(["checkpoint.bin", "run.json", "trace.ndjson"]);
  });

  it.each([
    ["converged", false],
    ["stalled", false],
    ["interrupted", true],
    ["budget-evaluations", true],
  ] as const)("%s: keeps its checkpoint: %s", (stopReason, kept) => {
    const writer = createRun(scratchFolder(), configuration);
    writer.checkpoint(Uint8Array.of(1));
    writer.finish(exampleResult({ stopReason }));
    expect(existsSync(join(writer.path, "checkpoint.bin"))).toBe(kept);
  });

  it("names no folder of its machine on disk, and knows its place where it was moved or the package lies elsewhere", () => {
    const out = scratchFolder();
    const writer = createRun(out, configuration);
    writer.finish(exampleResult());
    const text = readFileSync(join(writer.path, "run.json"), "utf8");
    expect(text).not.toContain(out);
    expect(text).toContain('"file": "theories/ising-2d/theory.yaml"');
    renameSync(writer.path, join(out, "moved"));
    expect(readRun(join(out, "moved")).document.result?.path).toBe(join(out, "moved"));
    const elsewhere = { ...configuration.theory, file: join(out, "theory.yaml") };
    const own = createRun(out, { ...configuration, theory: elsewhere });
    own.release();
    expect(readRun(own.path).document.theory.file).toBe("theory.yaml");
    expect(readFileSync(join(own.path, "run.json"), "utf8")).not.toContain(out);
  });

  it("thins a trace in which nothing happens to one event a second, and keeps the last", () => {
    const writer = createRun(scratchFolder(), configuration);
    for (let step = 0; step <= 250; step++) writer.append(progressEvent(step * 10, step < 100 ? 5 : 4));
    writer.finish(exampleResult());
    const { events } = readRunTrace(readRun(writer.path));
    expect(events.map(({ evaluations }) => evaluations)).toEqual([0, 1000, 2000, 2500]);
  });

  it("keeps NaN and ∞ of a failed search", () => {
    const writer = createRun(scratchFolder(), configuration);
    writer.append(progressEvent(1, Number.POSITIVE_INFINITY));
    writer.finish(
      exampleResult({ residualNorm: Number.NaN, reward: Number.NEGATIVE_INFINITY, stopReason: "stalled" }),
    );
    const run = readRun(writer.path);
    expect(run.document.result).toMatchObject({ residualNorm: Number.NaN, reward: Number.NEGATIVE_INFINITY });
    expect(readRunTrace(run).events[0]?.best).toBe(Number.POSITIVE_INFINITY);
  });

  it("records an error as the end of a run", () => {
    const writer = createRun(scratchFolder(), configuration);
    writer.fail("singular matrix");
    expect(readRun(writer.path)).toMatchObject({ state: "failed", document: { failure: "singular matrix" } });
  });

  it("has an id that sorts by time and repeats for no two runs", () => {
    const out = scratchFolder();
    const ids = Array.from({ length: 20 }, () => {
      const writer = createRun(out, configuration);
      writer.release();
      return writer.id;
    });
    expect(new Set(ids).size).toBe(20);
    expect(ids[0]).toMatch(/^\d{8}T\d{6}Z-ising-2d-[0-9a-z]{5}$/);
  });
});

describe("a run that was interrupted", () => {
  it("is running while its process writes, interrupted once the lock is gone", () => {
    const writer = createRun(scratchFolder(), configuration);
    expect(readRun(writer.path).state).toBe("running");
    writer.release();
    expect(readRun(writer.path).state).toBe("interrupted");
  });

  it("is interrupted where the process that holds the lock has died", () => {
    const writer = createRun(scratchFolder(), configuration);
    const lock = join(writer.path, "lock.json");
    const holder = JSON.parse(readFileSync(lock, "utf8"));
    writer.release();
    writeFileSync(lock, JSON.stringify({ ...holder, pid: 2 ** 30 }));
    expect(readRun(writer.path).state).toBe("interrupted");
    reopenRun(writer.path, readRun(writer.path).document).writer.release();
    expect(existsSync(lock)).toBe(false);
  });

  it("goes on with the trace where the checkpoint was taken", () => {
    const first = createRun(scratchFolder(), configuration);
    first.append(progressEvent(10, 3));
    first.checkpoint(Uint8Array.of(7));
    first.append(progressEvent(20, 2));
    first.release();
    appendFileSync(join(first.path, "trace.ndjson"), '{"seconds":0.03,"eval');
    const { writer, state } = reopenRun(first.path, readRun(first.path).document);
    expect(state).toEqual(Uint8Array.of(7));
    writer.append(progressEvent(20, 1.5));
    writer.finish(exampleResult());
    const trace = readRunTrace(readRun(first.path));
    expect(trace.events.map(({ best }) => best)).toEqual([3, 1.5]);
  });

  it("leaves out the half line of a killed process", () => {
    const writer = createRun(scratchFolder(), configuration);
    writer.append(progressEvent(10, 3));
    writer.release();
    appendFileSync(join(writer.path, "trace.ndjson"), '{"seconds":0.03,"eval');
    expect(readRunTrace(readRun(writer.path))).toEqual({ events: [progressEvent(10, 3)], complete: false });
  });
});

describe("two processes", () => {
  it("cannot write one run: the second is told who does", () => {
    const writer = createRun(scratchFolder(), configuration);
    expect(() => reopenRun(writer.path, readRun(writer.path).document)).toThrow(
      new RegExp(`process ${process.pid} on .* is writing this run`),
    );
    writer.finish(exampleResult());
    reopenRun(writer.path, readRun(writer.path).document).writer.release();
  });

  it("on different machines: the heartbeat decides", () => {
    const writer = createRun(scratchFolder(), configuration);
    writer.release();
    writeFileSync(join(writer.path, "lock.json"), JSON.stringify({ pid: 1, host: "elsewhere", token: "x" }));
    expect(readRun(writer.path).state).toBe("running");
    expect(() => reopenRun(writer.path, readRun(writer.path).document)).toThrow(/process 1 on elsewhere/);
  });
});

describe("damaged runs are refused, naming the file", () => {
  const damage: [string, (path: string) => void, RegExp][] = [
    [
      "cut short",
      (path) => truncateSync(path, 700),
      /run\.json: not a whole JSON document \(\d+ characters\)/,
    ],
    ["empty", (path) => truncateSync(path, 0), /run\.json: not a whole JSON document \(0 characters\)/],
    [
      "foreign",
      (path) => writeFileSync(path, '{"name": "else"}'),
      /run\.json: kind: got undefined: not a run/,
    ],
    ["another type", (path) => writeFileSync(path, "[1]"), /run\.json: not a run of crossing/],
    ["of another version", (path) => edit(path, '"schema": 1', '"schema": 9'), /run\.json: schema: got 9/],
    [
      "changed by hand",
      (path) => edit(path, '"reward": 476190', '"reward": 476191'),
      /checksum does not fit/,
    ],
  ];
  it.each(damage)("%s", (_, harm, message) => {
    const writer = createRun(scratchFolder(), configuration);
    writer.finish(exampleResult());
    harm(join(writer.path, "run.json"));
    expect(() => readRun(writer.path)).toThrow(message);
    expect(() => readRun(writer.path)).toThrow(InputError);
  });

  it("a trace with a bad line, or cut short after the run was finished", () => {
    const writer = createRun(scratchFolder(), configuration);
    writer.append(progressEvent(10, 3));
    writer.append(progressEvent(20, 2));
    writer.finish(exampleResult());
    const trace = join(writer.path, "trace.ndjson");
    const text = readFileSync(trace, "utf8");
    truncateSync(trace, text.length - 20);
    expect(() => readRunTrace(readRun(writer.path))).toThrow(
      /trace\.ndjson: the trace of a finished run is cut short/,
    );
    writeFileSync(trace, text.replace('"evaluations":20', '"evaluations":"x"'));
    expect(() => readRunTrace(readRun(writer.path))).toThrow(/trace\.ndjson:2: evaluations/);
    writeFileSync(trace, `rubbish\n${text}`);
    expect(() => readRunTrace(readRun(writer.path))).toThrow(/trace\.ndjson:1: got "rubbish"/);
  });

  it("a checkpoint that is cut short, foreign or has a wrong bit", () => {
    const writer = createRun(scratchFolder(), configuration);
    const path = join(writer.path, "checkpoint.bin");
    expect(readCheckpoint(path)).toBeNull();
    writer.checkpoint(new Uint8Array(100));
    writer.release();
    const whole = readFileSync(path);
    writeFileSync(path, whole.subarray(0, 120));
    expect(() => readCheckpoint(path)).toThrow(
      /checkpoint\.bin: the checkpoint is cut short: 120 bytes of 156/,
    );
    whole[100]! ^= 1;
    writeFileSync(path, whole);
    expect(() => readCheckpoint(path)).toThrow(/checkpoint\.bin: the checkpoint's checksum does not fit/);
    whole[0]! ^= 1;
    writeFileSync(path, whole);
    expect(() => readCheckpoint(path)).toThrow(/checkpoint\.bin: not a checkpoint/);
  });
});

describe("finding runs", () => {
  function archive() {
    const out = scratchFolder();
    const ids = ["ising-2d", "gff-2d", "gff-2d"].map((name) => {
      const writer = createRun(out, { ...configuration, theory: { ...configuration.theory, name } });
      writer.finish(exampleResult());
      return writer.id;
    });
    return { out, ids };
  }

  it("by id, unique beginning, folder and run.json", () => {
    const { out, ids } = archive();
    const [id] = ids as [string, string, string];
    for (const reference of [id, id.slice(0, -2), join(out, id), join(out, id, "run.json")]) {
      expect(findRun(reference, out).document.id).toBe(id);
    }
  });

  it("refuses beginnings that none or several have", () => {
    const { out } = archive();
    expect(() => findRun("20", out)).toThrow(/got "20": 3 runs begin like this/);
    expect(() => findRun("nothing", out)).toThrow(/no such run under .*crossing runs list/);
    expect(() => findRun("", out)).toThrow(InputError);
    expect(() => findRun("x", join(out, "absent"))).toThrow(/no such run/);
  });

  it("lists in the order of time, names broken folders, passes over what a crash left half made", () => {
    const { out, ids } = archive();
    mkdirSync(join(out, "notes"));
    mkdirSync(join(out, ".20260101T000000Z-ising-2d-aaaaa.tmp"));
    writeFileSync(join(out, "README"), "not a run");
    truncateSync(join(out, ids[1]!, "run.json"), 100);
    const { runs, broken } = listRuns(out);
    expect(runs.map(({ document }) => document.id).sort()).toEqual([ids[0], ids[2]].sort());
    expect(broken.map(({ message }) => message)).toEqual([
      expect.stringContaining("not a whole JSON document"),
      expect.stringContaining("holds no run.json"),
    ]);
    expect(listRuns(join(out, "absent"))).toEqual({ runs: [], broken: [] });
  });
});

describe("a disk that refuses", () => {
  it("a file in the place of the folder: one line, nothing left behind", () => {
    const out = join(scratchFolder(), "file");
    writeFileSync(out, "");
    expect(() => createRun(out, configuration)).toThrow(/choose another folder with --out/);
    expect(() => createRun(join(out, "below"), configuration)).toThrow(InputError);
  });

  it("during a search: the search goes on, the trouble is kept", () => {
    const writer = createRun(scratchFolder(), configuration);
    mkdirSync(join(writer.path, "checkpoint.bin"));
    writer.checkpoint(Uint8Array.of(1));
    expect(writer.trouble?.message).toMatch(/checkpoint\.bin/);
    expect(writer.finish(exampleResult()).runId).toBe(writer.id);
    expect(readdirSync(writer.path).filter((name) => name.endsWith(".tmp"))).toEqual([]);
  });
});

function edit(path: string, from: string, to: string): void {
  const text = readFileSync(path, "utf8");
  expect(text).toContain(from);
  writeFileSync(path, text.replace(from, to));
}

describe("what killed processes leave half written", () => {
  const old = new Date(Date.now() - 120_000);

  it("in a run's folder goes when somebody goes on with the run, but for what may be in the making", () => {
    const writer = createRun(scratchFolder(), configuration);
    writer.release();
    const leave = (name: string, time?: Date) => {
      writeFileSync(join(writer.path, name), "");
      if (time) utimesSync(join(writer.path, name), time, time);
    };
    for (const name of ["run.json.0a.tmp", "checkpoint.bin.0b.tmp", "lock.json.new.tmp"]) leave(name);
    for (const name of ["lock.json.0c.tmp", "spectrum.svg.0d.tmp", "lock.json.takeover"]) leave(name, old);
    reopenRun(writer.path, readRun(writer.path).document).writer.release();
    expect(readdirSync(writer.path).sort()).toEqual(["lock.json.new.tmp", "run.json", "trace.ndjson"]);
  });

  it("of a whole run goes when the next one is made in the same folder", () => {
    const out = scratchFolder();
    for (const [name, time] of [
      ["dead", old],
      ["young", new Date()],
    ] as const) {
      const folder = join(out, `.20260314T150926Z-${name}-aaaaa.tmp`);
      mkdirSync(folder);
      utimesSync(folder, time, time);
    }
    const writer = createRun(out, configuration);
    writer.release();
    expect(readdirSync(out)).toEqual([".20260314T150926Z-young-aaaaa.tmp", writer.id]);
  });
});

describe("a disk that refuses for a while", () => {
  it("loses no later checkpoint, and the last line of the trace is whole", () => {
    const writer = createRun(scratchFolder(), configuration);
    const path = join(writer.path, "checkpoint.bin");
    mkdirSync(path);
    writer.checkpoint(Uint8Array.of(1));
    expect(writer.trouble?.message).toMatch(/checkpoint\.bin/);
    rmSync(path, { recursive: true });
    writer.checkpoint(Uint8Array.of(2));
    expect(readCheckpoint(path)?.state).toEqual(Uint8Array.of(2));
    writer.release();
  });
});

it("a run comes back with its fields in the order in which they were written", () => {
  const writer = createRun(scratchFolder(), configuration);
  const stored = writer.finish(exampleResult());
  expect(JSON.stringify(readRun(writer.path).document.result)).toBe(JSON.stringify(stored));
});
