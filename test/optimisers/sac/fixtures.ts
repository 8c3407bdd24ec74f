import type { Random } from "../../../src/math/random.js";
import type {
  Batch,
  NetworkOptions,
  NetworkState,
  UpdateNoise,
} from "../../../src/optimisers/sac/backend.js";
import { networkTensors } from "../../../src/optimisers/sac/parameters.js";

export function networkOptions(
  form: "classic" | "modern",
  changes: Partial<NetworkOptions> = {},
): NetworkOptions {
  return {
    form,
    observationSize: 13,
    actionSize: 3,
    width: 32,
    batch: 16,
    proposals: 5,
    learningRate: 5e-4,
    discount: 0.9,
    targetRate: 0.01,
    temperature: form === "classic" ? 1 : 0.2,
    targetEntropy: -3,
    ...changes,
  };
}

export function randomBatch(options: NetworkOptions, random: Random): { batch: Batch; noise: UpdateNoise } {
  const { batch: rows, observationSize, actionSize } = options;
  const normals = (count: number) => {
    const values = new Float32Array(count);
    random.fillNormal(values);
    return values;
  };
  const batch = {
    observations: normals(rows * observationSize),
    nextObservations: normals(rows * observationSize),
    actions: normals(rows * actionSize).map((value) => Math.min(Math.max(value / 2, -0.95), 0.95)),
    rewards: normals(rows),
    terminals: Float32Array.from({ length: rows }, () => (random.uniform() < 0.2 ? 1 : 0)),
  };
  return { batch, noise: { target: normals(rows * actionSize), actor: normals(rows * actionSize) } };
}

/** ‖a − b‖/‖b‖ of each tensor of weights or moments, by network and name. */
export function differences(
  options: NetworkOptions,
  part: "weights" | "firstMoments" | "secondMoments",
  a: NetworkState,
  b: NetworkState,
): { name: string; difference: number }[] {
  const [left, right] = [a[part], b[part]];
  return networkTensors(options)
    .filter(({ offset }) => offset < right.length)
    .map(({ network, name, rows, columns, offset }) => {
      let square = 0;
      let norm = 0;
      for (let i = offset; i < offset + rows * columns; i++) {
        square += (left[i]! - right[i]!) ** 2;
        norm += right[i]! ** 2;
      }
      return {
        name: `${network}.${name}`,
        difference: norm > 0 ? Math.sqrt(square / norm) : Math.sqrt(square),
      };
    });
}

/** By version, not by asking the engine: that is what is tested. */
export const hasRelaxedSimd = Number(process.versions.node.split(".")[0]) >= 22;
