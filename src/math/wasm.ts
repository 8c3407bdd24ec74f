/** The exports of a WASM module given as base64, its form in the generated `*.wasm.ts` files. */
export function instantiate<Exports>(base64: string): Exports {
  const module = new WebAssembly.Module(Buffer.from(base64, "base64"));
  return new WebAssembly.Instance(module, { env: { abort } }).exports as unknown as Exports;
}

/** Whether this engine has what a module needs. */
export function supports(base64: string): boolean {
  return WebAssembly.validate(Buffer.from(base64, "base64"));
}

function abort(): never {
  throw new Error("a WASM kernel aborted");
}
