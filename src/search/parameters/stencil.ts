import { EigenvalueDecomposition } from "ml-matrix";

/** Offsets of a stencil in units of its radius: 0, ±eᵢ, eᵢ + eⱼ; what a quadratic function of so many variables is determined by. */
export function stencilOffsets(variables: number): number[][] {
  const unit = (i: number, size: number) => Array.from({ length: variables }, (_, k) => (k === i ? size : 0));
  const offsets = [unit(0, 0)];
  for (let i = 0; i < variables; i++) offsets.push(unit(i, 1), unit(i, -1));
  for (let i = 0; i < variables; i++)
    for (let j = 0; j < i; j++) offsets.push(unit(i, 1).map((value, k) => value + (k === j ? 1 : 0)));
  return offsets;
}

/** A quadratic function of an offset t: f = value + gradient·t + tᵀ hessian t / 2. */
export interface QuadraticModel {
  readonly value: number;
  readonly gradient: readonly number[];
  readonly hessian: readonly (readonly number[])[];
}

/** Through the values at {@link stencilOffsets}. */
export function quadraticModel(values: readonly number[], variables: number): QuadraticModel {
  const centre = values[0]!;
  const up = (i: number) => values[1 + 2 * i]!;
  const down = (i: number) => values[2 + 2 * i]!;
  const pair = (i: number, j: number) => values[1 + 2 * variables + (i * (i - 1)) / 2 + j]!;
  const indices = Array.from({ length: variables }, (_, i) => i);
  return {
    value: centre,
    gradient: indices.map((i) => (up(i) - down(i)) / 2),
    hessian: indices.map((i) =>
      indices.map((j) =>
        i === j
          ? up(i) + down(i) - 2 * centre
          : pair(Math.max(i, j), Math.min(i, j)) - up(i) - up(j) + centre,
      ),
    ),
  };
}

/** Curvatures below this share of the largest count as none. */
const FLAT = 1e-8;

/** Curvatures and directions of the principal axes. */
export function principalAxes(
  hessian: QuadraticModel["hessian"],
): { readonly curvature: number; readonly direction: readonly number[] }[] {
  const { realEigenvalues, eigenvectorMatrix } = new EigenvalueDecomposition(
    hessian.map((row) => [...row]),
    { assumeSymmetric: true },
  );
  return realEigenvalues.map((curvature, a) => ({
    curvature,
    direction: hessian.map((_, i) => eigenvectorMatrix.get(i, a)),
  }));
}

/** The minimum, in a box |tᵢ| ≤ reach; where the function is not convex, downhill to the end of it. */
export function modelMinimum({ gradient, hessian }: QuadraticModel, reach: number): number[] {
  const axes = principalAxes(hessian);
  const largest = Math.max(...axes.map(({ curvature }) => Math.abs(curvature)));
  const t = gradient.map(() => 0);
  for (const { curvature, direction } of axes) {
    const slope = gradient.reduce((sum, entry, i) => sum + entry * direction[i]!, 0);
    const along = curvature > FLAT * largest ? -slope / curvature : -Math.sign(slope) * reach;
    for (const [i, entry] of direction.entries()) t[i]! += along * entry;
  }
  const longest = Math.max(...t.map(Math.abs));
  return longest > reach ? t.map((value) => (value * reach) / longest) : t;
}

/** 2 · hessian⁻¹: the covariance of a posterior whose −2 ln is the model; null where that has no minimum. */
export function modelCovariance({ hessian }: QuadraticModel): number[][] | null {
  const axes = principalAxes(hessian);
  const largest = Math.max(...axes.map(({ curvature }) => curvature));
  if (!axes.every(({ curvature }) => curvature > FLAT * largest)) return null;
  return hessian.map((_, i) =>
    hessian.map((__, j) =>
      axes.reduce(
        (sum, { curvature, direction }) => sum + (2 * direction[i]! * direction[j]!) / curvature,
        0,
      ),
    ),
  );
}
