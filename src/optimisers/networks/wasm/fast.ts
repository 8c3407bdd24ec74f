import { InputError } from "../../../errors.js";
import { supports } from "../../../math/wasm.js";
import type { BackendFactory } from "../backend.js";
import { wasm } from "../network-fast.wasm.js";
import { WasmBackend } from "./backend.js";

/**
 * The default backend's kernel with fused multiply-adds where the processor has them: the same numbers on one machine,
 * other roundings on another.
 * @throws InputError where the engine has no relaxed SIMD, as Node has since 22
 */
export function loadFastWasmBackend(): BackendFactory {
  if (!supports(wasm)) {
    throw new InputError({
      where: "fast math",
      allowed: "needs Node 22 or newer: this one has no relaxed SIMD; leave it out",
    });
  }
  return (limits) => new WasmBackend(limits, wasm);
}
