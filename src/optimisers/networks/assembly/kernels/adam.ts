// Adam (arXiv:1412.6980, algorithm 1) and Polyak averaging over `count` floats, a multiple of 4.

/**
 * `rate` = learning rate/(1 − β₁ᵗ), `correction` = 1/(1 − β₂ᵗ).
 * Moments below 1e-30 are set to 0: subnormal numbers would slow every later step down.
 */
export function adam(w: usize, g: usize, m: usize, v: usize, count: u32, rate: f32, correction: f32): void {
  const beta1 = f32x4.splat(0.9);
  const rest1 = f32x4.splat(0.1);
  const beta2 = f32x4.splat(0.999);
  const rest2 = f32x4.splat(0.001);
  const step = f32x4.splat(rate);
  const scale = f32x4.splat(correction);
  const epsilon = f32x4.splat(1e-8);
  const tiny = f32x4.splat(1e-30);
  const bytes = count << 2;
  for (let i: u32 = 0; i < bytes; i += 16) {
    const gradient = v128.load(g + i);
    let first = f32x4.add(f32x4.mul(beta1, v128.load(m + i)), f32x4.mul(rest1, gradient));
    let second = f32x4.add(f32x4.mul(beta2, v128.load(v + i)), f32x4.mul(rest2, f32x4.mul(gradient, gradient)));
    first = v128.and(first, f32x4.gt(f32x4.abs(first), tiny));
    second = v128.and(second, f32x4.gt(second, tiny));
    v128.store(m + i, first);
    v128.store(v + i, second);
    const denominator = f32x4.add(f32x4.sqrt(f32x4.mul(second, scale)), epsilon);
    v128.store(w + i, f32x4.sub(v128.load(w + i), f32x4.mul(step, f32x4.div(first, denominator))));
  }
}

/** target ← target + rate·(source − target). */
export function polyak(target: usize, source: usize, count: u32, rate: f32): void {
  const tau = f32x4.splat(rate);
  const bytes = count << 2;
  for (let i: u32 = 0; i < bytes; i += 16) {
    const t = v128.load(target + i);
    v128.store(target + i, f32x4.add(t, f32x4.mul(tau, f32x4.sub(v128.load(source + i), t))));
  }
}
