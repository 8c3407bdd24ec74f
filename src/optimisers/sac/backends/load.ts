import type { BackendFactory, BackendName } from "../backend.js";
import { createWasmBackend } from "./wasm.js";

/** The factory of a backend by name; TensorFlow.js is only looked for when asked for. */
export async function loadBackend(name: BackendName): Promise<BackendFactory> {
  if (name === "wasm") return createWasmBackend;
  const { loadTfjsBackend } = await import("./tfjs.js");
  return loadTfjsBackend();
}
