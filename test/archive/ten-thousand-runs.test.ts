import { existsSync, linkSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, describe, expect, it, vi } from "vitest";
import { listSummaries } from "../../src/archive/run-listing.js";
import { crossing } from "../cli/command-line.js";
import { exampleResult } from "./example-result.js";
import { exampleDocument, writeRun } from "./many-runs.js";

afterEach(() => void vi.useRealTimers());

/** In memory where it can be: ten thousand folders come and go, and a busy disk takes a minute for it. */
const fastFolder = existsSync("/dev/shm") ? "/dev/shm" : tmpdir();

describe("10 000 runs", () => {
  /** CPU seconds, so that it does not matter what else this machine does. */
  async function cpuSeconds<T>(work: () => T): Promise<[number, Awaited<T>]> {
    const before = process.cpuUsage();
    const result = await work();
    const { user, system } = process.cpuUsage(before);
    return [(user + system) / 1e6, result];
  }

  it("are listed in 2 s", async () => {
    const out = mkdtempSync(join(fastFolder, "crossing-many-"));
    try {
      const [first, ...operators] = exampleResult().operators;
      const run = exampleDocument({
        result: exampleResult({ solutions: [], operators: [first!, operators[0]!] }),
      });
      const file = join(writeRun(out, run), "run.json");
      for (let k = 1; k < 10_000; k++) {
        mkdirSync(join(out, `run-${k}`));
        // one file under many names: a listing looks at each all the same
        linkSync(file, join(out, `run-${k}`, "run.json"));
      }
      for (const name of ["half", "foreign"]) mkdirSync(join(out, name));
      writeFileSync(join(out, "half", "run.json"), '{"kind": "crossing-run", "sche');
      // files count as settled two seconds after they were written
      vi.setSystemTime(Date.now() + 10_000);
      expect(listSummaries(out).runs).toHaveLength(10_000);
      const [seconds, { code, stdout, stderr }] = await cpuSeconds(() =>
        crossing(["runs", "list", "--out", out]),
      );
      expect(code).toBe(0);
      expect(stdout.trimEnd().split("\n")).toHaveLength(10_002);
      expect(stderr.match(/left out/g)).toHaveLength(2);
      expect(seconds).toBeLessThan(2);
    } finally {
      rmSync(out, { recursive: true });
    }
  }, 60_000);
});
