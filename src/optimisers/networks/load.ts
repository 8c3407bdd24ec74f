import type { BackendFactory, BackendName } from "./backend.js";
import { createWasmBackend } from "./wasm/backend.js";

/** The factory of a backend by name; the fast kernel and TensorFlow.js are only looked for when asked for. */
export async function loadBackend(name: BackendName): Promise<BackendFactory> {
  if (name === "wasm") return createWasmBackend;
  if (name === "wasm-fast") {
    const { loadFastWasmBackend } = await import("./wasm/fast.js");
    return loadFastWasmBackend();
  }
  const { loadTfjsBackend } = await import("./tfjs/load.js");
  return loadTfjsBackend();
}
