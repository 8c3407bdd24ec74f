import { beforeAll, describe, expect, it } from "vitest";
import { Random } from "../../../src/math/random.js";
import type { BackendFactory, NetworkBackend } from "../../../src/optimisers/networks/backend.js";
import { drawWeights, type NetworkDesign, weightCount } from "../../../src/optimisers/networks/design.js";
import { loadTfjsBackend } from "../../../src/optimisers/networks/tfjs/load.js";
import { createWasmBackend } from "../../../src/optimisers/networks/wasm/backend.js";

const rows = 16;

/** Output, gradient of the weights (a tenth of it: Adam's first moment) and of the actions of one network on a backend. */
function pass(backend: NetworkBackend, design: NetworkDesign, masked: boolean) {
  const random = Random.stream(2, design.width);
  const normals = (count: number) => {
    const values = new Float32Array(count);
    random.fillNormal(values);
    return values;
  };
  const matrix = (columns: number, values: Float32Array) => {
    const made = backend.matrix(rows, columns);
    backend.write(made, values);
    return made;
  };
  const network = backend.network(design, true);
  const weights = new Float32Array(weightCount(design));
  drawWeights(design, random, weights);
  network.copy("weights", weights, "in");
  const { observationSize, actionSize, width, head } = design;
  const outputs = typeof head === "object" && "outputs" in head ? head.outputs : 1;
  const observations = matrix(observationSize, normals(rows * observationSize));
  const actions = matrix(actionSize, normals(rows * actionSize));
  const mask = () =>
    matrix(
      width,
      normals(rows * width).map((value) => (value < -0.5 ? 0 : 1.25)),
    );
  const masks = [mask(), mask()] as const;
  const made = network.pass(rows);
  const gradient = normals(rows * outputs);
  const actionGradient = backend.matrix(rows, actionSize);
  network.forward({ observations, actions, ...(masked && { masks }) }, made);
  backend.outputGradient(made, gradient);
  network.actionGradient(made, actionGradient, false);
  network.backward(made);
  network.step({ rate: 0, second: 1 });
  const read = (from: typeof actionGradient, count: number) => {
    const values = new Float32Array(count);
    backend.read(from, values);
    return values;
  };
  const moments = new Float32Array(weights.length);
  network.copy("firstMoments", moments, "out");
  return {
    output: read(made.output, rows * outputs),
    actionGradient: read(actionGradient, rows * actionSize),
    moments,
  };
}

describe("networks with several outputs and with masks agree with TensorFlow.js's automatic differentiation", () => {
  let createTfjs: BackendFactory;
  beforeAll(async () => {
    createTfjs = await loadTfjsBackend("cpu");
  }, 120_000);

  const base = { observationSize: 13, actionSize: 3, width: 32, layerNorm: true } as const;
  it.each([
    ["sixteen outputs", { ...base, head: { outputs: 16 } }, false],
    [
      "eleven outputs, two actions, no layer norm",
      { ...base, actionSize: 2, layerNorm: false, head: { outputs: 11 } },
      false,
    ],
    ["one output with masks", { ...base, head: "scalar" }, true],
    ["eight outputs with masks", { ...base, head: { outputs: 8 } }, true],
  ] as const)("%s", (_, design, masked) => {
    const limits = { ...design, rows, outputs: 16 };
    const ours = pass(createWasmBackend(limits), design, masked);
    const theirs = pass(createTfjs(limits), design, masked);
    for (const part of ["output", "actionGradient", "moments"] as const) {
      const norm = Math.hypot(...theirs[part]);
      expect(norm).toBeGreaterThan(0.01);
      const difference = Math.hypot(...ours[part].map((value, i) => value - theirs[part][i]!));
      expect(difference / norm, part).toBeLessThan(1e-5);
    }
    if (!masked) return;
    const unmasked = pass(createWasmBackend(limits), design, false);
    expect(unmasked.output).not.toEqual(ours.output);
  });
});
