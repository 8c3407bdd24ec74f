import { execFile } from "node:child_process";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { expect, it } from "vitest";

it("the committed WASM modules are what their sources compile to", async () => {
  const root = fileURLToPath(new URL("..", import.meta.url));
  const { stderr } = await promisify(execFile)(process.execPath, ["scripts/build-wasm.mjs", "--check"], {
    cwd: root,
  });
  expect(stderr).toBe("");
});
