// Layer normalisation (arXiv:1607.06450) followed by ReLU: out = max(gain·x̂ + bias, 0), x̂ = (x − mean)/√(var + 1e-5),
// mean and variance over a row. x is [m × n], n a multiple of 4.
const EPSILON: f32 = 1e-5;

// @ts-ignore: decorator
@inline
function total(v: v128): f32 {
  return f32x4.extract_lane(v, 0) + f32x4.extract_lane(v, 1) + (f32x4.extract_lane(v, 2) + f32x4.extract_lane(v, 3));
}

/** x ← x̂; inverse[i] = 1/√(var + 1e-5); out as above. */
export function layerNormRelu(x: usize, gain: usize, bias: usize, m: u32, n: u32, inverse: usize, out: usize): void {
  const zero = f32x4.splat(0);
  const bytes = n << 2;
  for (let i: u32 = 0; i < m; i++) {
    let sum = zero;
    for (let j: u32 = 0; j < bytes; j += 16) sum = f32x4.add(sum, v128.load(x + j));
    const mean = f32x4.splat(total(sum) / <f32>n);
    let squares = zero;
    for (let j: u32 = 0; j < bytes; j += 16) {
      const d = f32x4.sub(v128.load(x + j), mean);
      squares = f32x4.add(squares, f32x4.mul(d, d));
    }
    const r: f32 = (<f32>1) / sqrt<f32>(total(squares) / <f32>n + EPSILON);
    store<f32>(inverse + (i << 2), r);
    const scale = f32x4.splat(r);
    for (let j: u32 = 0; j < bytes; j += 16) {
      const hat = f32x4.mul(f32x4.sub(v128.load(x + j), mean), scale);
      v128.store(x + j, hat);
      v128.store(out + j, f32x4.pmax(zero, f32x4.add(f32x4.mul(hat, v128.load(gain + j)), v128.load(bias + j))));
    }
    x += bytes;
    out += bytes;
  }
}

/** d: in, the gradient before the gain (after the ReLU's mask); out, the gradient of the layer's input. */
export function layerNormBackward(d: usize, hat: usize, inverse: usize, gain: usize, m: u32, n: u32): void {
  const zero = f32x4.splat(0);
  const bytes = n << 2;
  for (let i: u32 = 0; i < m; i++) {
    let sum = zero;
    let dot = zero;
    for (let j: u32 = 0; j < bytes; j += 16) {
      const g = f32x4.mul(v128.load(d + j), v128.load(gain + j));
      sum = f32x4.add(sum, g);
      dot = f32x4.add(dot, f32x4.mul(g, v128.load(hat + j)));
    }
    const mean = f32x4.splat(total(sum) / <f32>n);
    const slope = f32x4.splat(total(dot) / <f32>n);
    const scale = f32x4.splat(load<f32>(inverse + (i << 2)));
    for (let j: u32 = 0; j < bytes; j += 16) {
      const g = f32x4.mul(v128.load(d + j), v128.load(gain + j));
      const centred = f32x4.sub(f32x4.sub(g, mean), f32x4.mul(v128.load(hat + j), slope));
      v128.store(d + j, f32x4.mul(centred, scale));
    }
    d += bytes;
    hat += bytes;
  }
}

/** dgain[j] = Σ_i d[i][j]·x̂[i][j]. The bias's gradient is Σ_i d[i][j]. */
export function layerNormGradient(d: usize, hat: usize, m: u32, n: u32, dgain: usize): void {
  memory.fill(dgain, 0, n << 2);
  const end = dgain + (n << 2);
  for (let i: u32 = 0; i < m; i++) {
    for (let o = dgain; o < end; o += 16) {
      v128.store(o, f32x4.add(v128.load(o), f32x4.mul(v128.load(d), v128.load(hat))));
      d += 16;
      hat += 16;
    }
  }
}
