import { readFileSync } from "node:fs";
import { arch, availableParallelism, cpus, platform } from "node:os";
import type { RunDocument } from "./run-document.js";

export function describeMachine(): RunDocument["machine"] {
  return {
    platform: platform(),
    arch: arch(),
    cpu: cpus()[0]?.model.trim() ?? "unknown",
    cores: availableParallelism(),
  };
}

export function versions(): RunDocument["versions"] {
  const manifest = JSON.parse(readFileSync(new URL("../../package.json", import.meta.url), "utf8"));
  return { crossing: String(manifest.version), node: process.versions.node };
}
