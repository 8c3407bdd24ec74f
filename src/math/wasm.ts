/** The exports of a WASM module given as base64, its form in the generated `*.wasm.ts` files. */
export function instantiate<Exports>(base64: string): Exports {
  const module = new WebAssembly.Module(Buffer.from(base64, "base64"));
  return new WebAssembly.Instance(module, { env: { abort } }).exports as unknown as Exports;
}

function abort(): never {
  throw new Error("a WASM kernel aborted");
}
