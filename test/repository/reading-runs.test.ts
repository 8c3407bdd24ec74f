import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";

const root = fileURLToPath(new URL("../..", import.meta.url));
const page = readFileSync(`${root}docs/reading-runs.md`, "utf8");
const [first] = [...page.matchAll(/```python\n([\s\S]*?)```/g)].map(([, code]) => code!);

function hasPython(): boolean {
  try {
    execFileSync("python3", ["--version"]);
    return true;
  } catch {
    return false;
  }
}

describe("docs/reading-runs.md", () => {
  it.skipIf(!hasPython())(
    "its five lines of Python print the determined operators of the committed run",
    () => {
      const { result } = JSON.parse(readFileSync(`${root}results/ising-2d/run.json`, "utf8"));
      const lines = execFileSync("python3", ["-c", first!], { cwd: root, encoding: "utf8" })
        .trim()
        .split("\n");
      const determined = result.operators.filter((operator: { determined: boolean }) => operator.determined);
      expect(determined.length).toBeGreaterThan(0);
      expect(lines).toHaveLength(determined.length);
      for (const [k, { name = "", spin, delta }] of determined.entries())
        expect(`${lines[k]} `).toContain(`${name} ${spin} ${delta.value} `.trimStart());
      expect(first!.trim().split("\n")).toHaveLength(5);
    },
  );
});
