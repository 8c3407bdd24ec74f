import { mkdtempSync, readdirSync, readFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { basename, join } from "node:path";
import { expect, it } from "vitest";
import { writeArchivePolicy } from "../../src/archive/archive-policy.js";
import type { MemoryDocument } from "../../src/search/policy/memory.js";
import { crossing } from "../cli/command-line.js";

it("the best run of each problem is what --policy archive proposes from; the search names the file it had", async () => {
  const out = mkdtempSync(join(tmpdir(), "archive-policy-"));
  expect((await crossing(["search", "ising-2d", "--policy", "archive", "--out", out])).stderr).toContain(
    "--policy archive",
  );
  const search = (...more: string[]) =>
    crossing([
      "search",
      "ising-2d",
      "--optimiser",
      "least-squares",
      "--quiet",
      "--json",
      "--out",
      out,
      ...more,
    ]);
  const known = JSON.parse((await search("--rungs", "3")).stdout);
  const path = writeArchivePolicy(out);
  const { memory }: MemoryDocument = JSON.parse(readFileSync(path, "utf8"));
  expect(memory.map(({ delta }) => delta)).toEqual(
    known.operators
      .map((operator: { delta: { value: number } }) => operator.delta.value)
      .sort((a: number, b: number) => a - b),
  );
  expect(memory.at(-1)).toMatchObject({
    dimension: 2,
    external: 0.125,
    local: true,
    lowest: memory[0]!.delta,
  });
  expect(memory.filter(({ spin }) => spin === 0).map(({ below }) => below.length)).toEqual(
    memory.filter(({ spin }) => spin === 0).map((_, k) => k),
  );

  const found = JSON.parse((await search("--free", "--rungs", "3", "--seed", "2")).stdout);
  const helped = JSON.parse(
    (await search("--free", "--rungs", "3", "--seed", "2", "--policy", "archive")).stdout,
  );
  expect(helped.evaluations).not.toBe(found.evaluations);
  expect(helped.chi2).toBeLessThan(1.1 * found.chi2);
  // the second policy knows the free run as well, and has another name
  expect(readdirSync(out).filter((name) => name.startsWith("policy-")).length).toBe(2);
  const stored = JSON.parse(readFileSync(join(out, helped.runId, "run.json"), "utf8"));
  expect(stored.options.policy).toMatch(/policy-[0-9a-f]{16}\.json$/);
  expect(basename(stored.options.policy)).not.toBe(basename(path));
  const replay = await crossing(["runs", "replay", helped.runId, "--out", out]);
  expect(replay.code).toBe(0);
}, 120_000);
