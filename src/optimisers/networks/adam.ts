export interface AdamCorrections {
  /** learning rate/(1 − β₁ᵗ) */
  readonly rate: number;
  /** 1/(1 − β₂ᵗ) */
  readonly second: number;
}

/** Bias corrections of Adam's update number `step`, counted from 1 (arXiv:1412.6980, algorithm 1). */
export function adamCorrections(step: number, learningRate: number): AdamCorrections {
  return { rate: learningRate / (1 - wholePower(0.9, step)), second: 1 / (1 - wholePower(0.999, step)) };
}

/** By repeated squaring: products alone, so that the bits are the same everywhere. */
function wholePower(base: number, exponent: number): number {
  let result = 1;
  let square = base;
  for (let n = exponent; n > 0; n = Math.floor(n / 2)) {
    if (n % 2 === 1) result *= square;
    square *= square;
  }
  return result;
}
