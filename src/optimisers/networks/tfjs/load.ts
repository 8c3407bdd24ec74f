import type * as Tf from "@tensorflow/tfjs-core";
import { InputError } from "../../../errors.js";
import type { BackendFactory } from "../backend.js";
import { TfjsBackend } from "./backend.js";

/** What carries TensorFlow.js: the native binding, the WASM backend or plain JavaScript. */
export type TfjsEngine = "node" | "wasm" | "cpu";

/**
 * The networks on TensorFlow.js, gradients by its automatic differentiation: tfjs-node where it is installed, else
 * tfjs-core with the named engine. Not reproducible bit for bit.
 * @throws InputError when no TensorFlow.js is installed, or tfjs-node on Node ≥ 23, where its last version breaks
 */
export async function loadTfjsBackend(engine?: TfjsEngine): Promise<BackendFactory> {
  const tf = engine === undefined || engine === "node" ? await loadNode(engine === "node") : null;
  const library = tf ?? (await loadCore(engine === "cpu" ? "cpu" : "wasm"));
  return () => new TfjsBackend(library);
}

async function loadNode(required: boolean): Promise<typeof Tf | null> {
  const name = "@tensorflow/tfjs-node";
  try {
    import.meta.resolve(name);
  } catch {
    if (!required) return null;
    throw missing(`${name} is not installed: npm install ${name}`);
  }
  const major = Number(process.versions.node.split(".")[0]);
  if (major >= 23) throw missing(`${name} 4.22 does not run on Node ≥ 23: use Node 20 or 22, or remove it`);
  return (await import(name)) as typeof Tf;
}

async function loadCore(engine: "wasm" | "cpu"): Promise<typeof Tf> {
  const packages = ["@tensorflow/tfjs-core", "@tensorflow/tfjs-layers", `@tensorflow/tfjs-backend-${engine}`];
  try {
    const tf = (await import(packages[0]!)) as typeof Tf;
    // registers the gradients: tfjs-core alone has none under Node
    await import(packages[1]!);
    await import(packages[2]!);
    await tf.setBackend(engine);
    await tf.ready();
    return tf;
  } catch (cause) {
    if ((cause as NodeJS.ErrnoException).code !== "ERR_MODULE_NOT_FOUND") throw cause;
    throw missing(`npm install @tensorflow/tfjs-node (Node 20 or 22), or npm install ${packages.join(" ")}`);
  }
}

function missing(allowed: string): InputError {
  return new InputError({ where: "--backend tfjs", allowed });
}
