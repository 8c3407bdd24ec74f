import { createHash } from "node:crypto";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { onTestFinished } from "vitest";
import type { RunConfiguration } from "../../src/archive/run-document.js";
import type { ProgressEvent } from "../../src/search/result.js";

/** An empty folder that goes with the test. */
export function scratchFolder(): string {
  const path = mkdtempSync(join(tmpdir(), "crossing-test-"));
  onTestFinished(() => rmSync(path, { recursive: true, force: true }));
  return path;
}

const file = fileURLToPath(new URL("../../theories/ising-2d/theory.yaml", import.meta.url));
const text = readFileSync(file, "utf8");

export const configuration: RunConfiguration = {
  theory: {
    name: "ising-2d",
    title: "2D Ising model, ⟨σσσσ⟩",
    reference: "ising-2d",
    file,
    text,
    sha256: createHash("sha256").update(text).digest("hex"),
    set: {},
    preset: null,
    free: false,
    parameters: {},
  },
  options: { optimiser: "hybrid", budget: { seconds: 60 } },
  seed: 1,
  stream: 0,
};

export function progressEvent(
  evaluations: number,
  best: number,
  more: Partial<ProgressEvent> = {},
): ProgressEvent {
  return { seconds: evaluations / 1000, evaluations, sacSteps: 0, stage: "polish", best, ...more };
}
