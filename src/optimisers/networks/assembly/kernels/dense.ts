// Row-wise passes of a dense layer: x is [m × n] with rows of n floats, n a multiple of 4.

/** x ← x + bias. */
export function addBias(x: usize, bias: usize, m: u32, n: u32): void {
  const end = bias + (n << 2);
  for (let i: u32 = 0; i < m; i++) {
    for (let b = bias; b < end; b += 16) {
      v128.store(x, f32x4.add(v128.load(x), v128.load(b)));
      x += 16;
    }
  }
}

/** x ← max(x + bias, 0). */
export function biasRelu(x: usize, bias: usize, m: u32, n: u32): void {
  const zero = f32x4.splat(0);
  const end = bias + (n << 2);
  for (let i: u32 = 0; i < m; i++) {
    for (let b = bias; b < end; b += 16) {
      v128.store(x, f32x4.pmax(zero, f32x4.add(v128.load(x), v128.load(b))));
      x += 16;
    }
  }
}

/** gradient ← gradient where the layer's output is positive, else 0; over `count` floats. */
export function reluBackward(gradient: usize, output: usize, count: u32): void {
  const zero = f32x4.splat(0);
  const end = gradient + (count << 2);
  while (gradient < end) {
    v128.store(gradient, v128.and(v128.load(gradient), f32x4.gt(v128.load(output), zero)));
    gradient += 16;
    output += 16;
  }
}

/** out[j] = Σ_i x[i][j]: the gradient of a bias. */
export function sumRows(x: usize, m: u32, n: u32, out: usize): void {
  memory.fill(out, 0, n << 2);
  const end = out + (n << 2);
  for (let i: u32 = 0; i < m; i++) {
    for (let o = out; o < end; o += 16) {
      v128.store(o, f32x4.add(v128.load(o), v128.load(x)));
      x += 16;
    }
  }
}

/** out[i] = bias + Σ_j x[i][j]·w[j]: the one output of a value or critic network. */
export function headForward(x: usize, w: usize, bias: usize, m: u32, n: u32, out: usize): void {
  const end = w + (n << 2);
  const b = load<f32>(bias);
  for (let i: u32 = 0; i < m; i++) {
    let sum = f32x4.splat(0);
    for (let p = w; p < end; p += 16) {
      sum = f32x4.add(sum, f32x4.mul(v128.load(x), v128.load(p)));
      x += 16;
    }
    store<f32>(out, b + (f32x4.extract_lane(sum, 0) + f32x4.extract_lane(sum, 1) + (f32x4.extract_lane(sum, 2) + f32x4.extract_lane(sum, 3))));
    out += 4;
  }
}

/** dx[i][j] = g[i]·w[j]. */
export function headBackward(g: usize, w: usize, m: u32, n: u32, dx: usize): void {
  const end = w + (n << 2);
  for (let i: u32 = 0; i < m; i++) {
    const s = v128.load32_splat(g);
    for (let p = w; p < end; p += 16) {
      v128.store(dx, f32x4.mul(s, v128.load(p)));
      dx += 16;
    }
    g += 4;
  }
}

/** dw[j] = Σ_i g[i]·x[i][j], dbias = Σ_i g[i]. */
export function headGradient(x: usize, g: usize, m: u32, n: u32, dw: usize, dbias: usize): void {
  memory.fill(dw, 0, n << 2);
  const end = dw + (n << 2);
  let sum: f32 = 0;
  for (let i: u32 = 0; i < m; i++) {
    const s = v128.load32_splat(g);
    sum += load<f32>(g);
    for (let o = dw; o < end; o += 16) {
      v128.store(o, f32x4.add(v128.load(o), f32x4.mul(s, v128.load(x))));
      x += 16;
    }
    g += 4;
  }
  store<f32>(dbias, sum);
}
