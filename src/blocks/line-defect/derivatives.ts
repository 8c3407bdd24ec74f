import { DoubleDouble } from "../../math/double-double.js";

/** Most even orders: derivatives 0, 2, …, 60. */
export const MOST_DEFECT_DERIVATIVES = 31;

/** r of x = ½, 3 − 2√2 = 1/(3 + 2√2). */
const SQRT2 = DoubleDouble.squareRoot(2);
const RADIUS = new DoubleDouble(1).over(SQRT2.scaled(2).plus(new DoubleDouble(3)));
const SQUARE = RADIUS.times(RADIUS);
export const DEFECT_RADIUS = RADIUS.toNumber();

/** A number and its Δ-derivative. */
interface Jet {
  readonly value: DoubleDouble;
  readonly derivative: DoubleDouble;
}

/**
 * Writes the coefficients of y^{2n}, y = 2x − 1, n = 0 … count−1, of (1−x)² f(x) + x² f(1−x) with f = (1−Δ)(4r*)^{−Δ−1} F_Δ, r* = 3 − 2√2, and their
 * Δ-derivatives; that is, the derivatives of order 2n at x = ½ over (2n)! 4ⁿ. For any Δ ≥ 0: prefactors are left to the caller.
 *
 * The Casimir equation (1−x)(x²F′)′ = (Δ+1)(Δ+2)F gives a Taylor recurrence in y that loses up to ten digits by n = 30; it
 * runs in double-double arithmetic, from the radial series at x = ½.
 *
 * @param value [count], at most {@link MOST_DEFECT_DERIVATIVES}
 * @param derivative [count]
 */
export function evenDefectDerivatives(delta: number, value: Float64Array, derivative: Float64Array): void {
  const count = value.length;
  const taylor = taylorCoefficients(delta, 2 * count - 1);
  for (let n = 0; n < count; n++) {
    value[n] = crossed(taylor, n, "value");
    derivative[n] = crossed(taylor, n, "derivative");
  }
}

/** (f_{2n} − 2f_{2n−1} + f_{2n−2})/2: twice the even part of (1−y)²/4 · f. */
function crossed(taylor: readonly Jet[], n: number, part: keyof Jet): number {
  const last = taylor[2 * n]![part];
  if (n === 0) return last.toNumber() / 2;
  const before = taylor[2 * n - 1]![part].scaled(2);
  return (
    last
      .minus(before)
      .plus(taylor[2 * n - 2]![part])
      .toNumber() / 2
  );
}

/** f_0 … f_{length−1}: f_{n+2} = −f_{n+1} + [(2(Δ+1)(Δ+2) + n(n−1)) f_n + n(n−1) f_{n−1}] / ((n+1)(n+2)). */
function taylorCoefficients(delta: number, length: number): Jet[] {
  const shift = DoubleDouble.sum(delta, 1);
  const casimir = shift.times(DoubleDouble.sum(delta, 2)).scaled(2);
  const slope = DoubleDouble.sum(2 * delta, 3).scaled(2);
  const [first, second] = startingValues(delta, shift);
  const f = [first, second];
  for (let n = 0; f.length < length; n++) {
    const { value, derivative } = f[n]!;
    const step = n * (n - 1);
    const factor = casimir.plus(new DoubleDouble(step));
    const below = n > 1 ? f[n - 1]! : null;
    const divisor = new DoubleDouble((n + 1) * (n + 2));
    const next = (part: DoubleDouble, last: DoubleDouble | undefined, above: DoubleDouble) =>
      (last ? part.plus(last.scaled(step)) : part).over(divisor).minus(above);
    f.push({
      value: next(value.times(factor), below?.value, f[n + 1]!.value),
      derivative: next(
        derivative.times(factor).plus(value.times(slope)),
        below?.derivative,
        f[n + 1]!.derivative,
      ),
    });
  }
  return f;
}

/** S = ₂F₁(−½, Δ+1; Δ+5/2; t) and f_1 = ½ dF/dx = √2 [(Δ+1) S + 2t S′(t)] at t = r*². */
function startingValues(delta: number, shift: DoubleDouble): [Jet, Jet] {
  const zero = new DoubleDouble(0);
  let term: Jet = { value: new DoubleDouble(1), derivative: zero };
  let sum = term;
  let moment: Jet = { value: zero, derivative: zero };
  for (let k = 0; Math.abs(term.value.hi) > 1e-34; k++) {
    term = nextTerm(term, delta, k);
    sum = { value: sum.value.plus(term.value), derivative: sum.derivative.plus(term.derivative) };
    moment = {
      value: moment.value.plus(term.value.scaled(2 * (k + 1))),
      derivative: moment.derivative.plus(term.derivative.scaled(2 * (k + 1))),
    };
  }
  const slope = shift.times(sum.value).plus(moment.value).times(SQRT2);
  const ofSlope = shift.times(sum.derivative).plus(sum.value).plus(moment.derivative).times(SQRT2);
  return [sum, { value: slope, derivative: ofSlope }];
}

/** a_{k+1} = a_k (k−½)(Δ+1+k) t / ((k+1)(Δ+5/2+k)) */
function nextTerm({ value, derivative }: Jet, delta: number, k: number): Jet {
  const lower = DoubleDouble.sum(delta, 2.5 + k);
  const common = SQUARE.scaled(k - 0.5).over(new DoubleDouble(k + 1));
  const ratio = common.times(DoubleDouble.sum(delta, 1 + k)).over(lower);
  const ofRatio = common.scaled(1.5).over(lower.times(lower));
  return {
    value: value.times(ratio),
    derivative: derivative.times(ratio).plus(value.times(ofRatio)),
  };
}
