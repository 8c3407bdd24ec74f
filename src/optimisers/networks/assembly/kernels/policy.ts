// The tanh-Gaussian policy (arXiv:1801.01290, appendix C): u = μ + σ·noise, a = tanh u,
// log π = Σ_j [−½ noise² − ln σ − ½ ln 2π − ln(1 − a² (+ 1e-6))].
// The head is [m × 2·width]: μ in columns 0…, the raw σ in columns width…; `count` of the `width` columns are in use.
// Two forms of σ: clamped (σ = raw in [1e-6, 1], BootSTOP) and logarithmic (ln σ = −5 + 3.5·(1 + tanh raw), in [−5, 2]).
// Elementary functions run in double precision, so that their error is far below the storage's single precision.
const HALF_LOG_TWO_PI: f64 = 0.9189385332046727;
const LOG_FOUR: f64 = 1.3862943611198906;
const FLOOR: f32 = 1e-6;

// @ts-ignore: decorator
@inline
function tanhOf(u: f64): f64 {
  const t = NativeMath.exp(-2 * abs(u));
  return copysign((1 - t) / (1 + t), u);
}

/** Writes a [m × width], σ [m × width] and log π [m]. Unused columns get a = 0. */
export function policyForward(
  head: usize, noise: usize, m: u32, width: u32, count: u32, clamped: bool,
  action: usize, sigma: usize, logProbability: usize,
): void {
  for (let i: u32 = 0; i < m; i++) {
    let sum: f64 = -(<f64>count) * HALF_LOG_TWO_PI;
    // logarithms are taken of products of eight factors
    let product: f64 = 1;
    for (let j: u32 = 0; j < count; j++) {
      const at = j << 2;
      const mu = <f64>load<f32>(head + at);
      const raw = load<f32>(head + ((width + j) << 2));
      const e = <f64>load<f32>(noise + at);
      let s: f32;
      if (clamped) {
        s = min<f32>(max<f32>(raw, FLOOR), 1);
        product *= <f64>s;
      } else {
        const logSigma = -5 + 3.5 * (1 + tanhOf(<f64>raw));
        sum -= logSigma;
        s = <f32>NativeMath.exp(logSigma);
      }
      const u = mu + <f64>s * e;
      const t = NativeMath.exp(-2 * abs(u));
      const a = <f32>copysign((1 - t) / (1 + t), u);
      if (clamped) product *= 1 - <f64>a * <f64>a + 1e-6;
      else {
        // 1 − tanh² u = 4t/(1 + t)², exact where a rounds to ±1
        sum += 2 * abs(u) - LOG_FOUR;
        product /= (1 + t) * (1 + t);
      }
      sum -= 0.5 * e * e;
      store<f32>(action + at, a);
      store<f32>(sigma + at, s);
      if ((j & 7) == 7) {
        sum -= NativeMath.log(product);
        product = 1;
      }
    }
    sum -= NativeMath.log(product);
    for (let j = count; j < width; j++) store<f32>(action + (j << 2), 0);
    store<f32>(logProbability, <f32>sum);
    head += width << 3;
    noise += width << 2;
    action += width << 2;
    sigma += width << 2;
    logProbability += 4;
  }
}

/**
 * Gradient of the loss by the head [m × 2·width], given that by the action and the (constant) one by log π.
 * Unused columns get 0.
 */
export function policyBackward(
  head: usize, noise: usize, action: usize, sigma: usize, m: u32, width: u32, count: u32, clamped: bool,
  actionGradient: usize, logProbabilityGradient: f64, headGradient: usize,
): void {
  for (let i: u32 = 0; i < m; i++) {
    for (let j: u32 = 0; j < count; j++) {
      const at = j << 2;
      const raw = load<f32>(head + ((width + j) << 2));
      const e = <f64>load<f32>(noise + at);
      const a = <f64>load<f32>(action + at);
      const s = <f64>load<f32>(sigma + at);
      const slope = 1 - a * a;
      const correction = clamped ? (2 * a * slope) / (slope + 1e-6) : 2 * a;
      const du = <f64>load<f32>(actionGradient + at) * slope + logProbabilityGradient * correction;
      const ds = du * e - logProbabilityGradient / s;
      let dRaw: f64;
      if (clamped) dRaw = raw >= FLOOR && raw <= 1 ? ds : 0;
      else {
        const t = tanhOf(<f64>raw);
        dRaw = ds * s * 3.5 * (1 - t * t);
      }
      store<f32>(headGradient + at, <f32>du);
      store<f32>(headGradient + ((width + j) << 2), <f32>dRaw);
    }
    for (let j = count; j < width; j++) {
      store<f32>(headGradient + (j << 2), 0);
      store<f32>(headGradient + ((width + j) << 2), 0);
    }
    head += width << 3;
    headGradient += width << 3;
    noise += width << 2;
    action += width << 2;
    sigma += width << 2;
    actionGradient += width << 2;
  }
}
