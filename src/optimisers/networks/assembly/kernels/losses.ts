// Targets and losses over a batch of m numbers.

/** out = min(q1, q2) − temperature·log π: the soft value of a state. */
export function softValue(q1: usize, q2: usize, logProbability: usize, temperature: f32, m: u32, out: usize): void {
  for (let i: u32 = 0; i < m << 2; i += 4) {
    const q = min<f32>(load<f32>(q1 + i), load<f32>(q2 + i));
    store<f32>(out + i, q - temperature * load<f32>(logProbability + i));
  }
}

/** out = reward + discount·(1 − terminal)·value. */
export function bellman(reward: usize, terminal: usize, value: usize, discount: f32, m: u32, out: usize): void {
  for (let i: u32 = 0; i < m << 2; i += 4) {
    store<f32>(out + i, load<f32>(reward + i) + discount * (1 - load<f32>(terminal + i)) * load<f32>(value + i));
  }
}

/** Returns ½·mean (q − target)² and writes its gradient by q. */
export function squaredError(q: usize, target: usize, m: u32, gradient: usize): f64 {
  let sum: f64 = 0;
  for (let i: u32 = 0; i < m << 2; i += 4) {
    const d = load<f32>(q + i) - load<f32>(target + i);
    sum += <f64>d * <f64>d;
    store<f32>(gradient + i, d / <f32>m);
  }
  return (0.5 * sum) / <f64>m;
}

/** Gradient of −mean min(q1, q2) by q1 and q2. */
export function minimumGradient(q1: usize, q2: usize, m: u32, g1: usize, g2: usize): void {
  const g: f32 = (<f32>-1) / <f32>m;
  for (let i: u32 = 0; i < m << 2; i += 4) {
    const first = load<f32>(q1 + i) <= load<f32>(q2 + i);
    store<f32>(g1 + i, first ? g : 0);
    store<f32>(g2 + i, first ? 0 : g);
  }
}

export function mean(x: usize, m: u32): f64 {
  let sum: f64 = 0;
  for (let i: u32 = 0; i < m << 2; i += 4) sum += <f64>load<f32>(x + i);
  return sum / <f64>m;
}
