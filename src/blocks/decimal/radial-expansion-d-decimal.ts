import type { Decimal } from "decimal.js";

/** Which block of d dimensions, every number at the precision to compute with. */
export interface BlockDDecimalLabel {
  readonly dimension: Decimal;
  readonly delta: Decimal;
  readonly spin: number;
  readonly delta12: Decimal;
  readonly delta34: Decimal;
}

/** A combination of P_j by j; absent entries are zero. */
type Vector = readonly (Decimal | undefined)[];

/** The vectors of the recursion, level by level, of the coefficients or of their derivatives. */
interface Levels {
  readonly a: Vector[];
  readonly y: Vector[];
  readonly e: Vector[];
  readonly o: Vector[];
  readonly w: Vector[];
  readonly s: Vector[];
}

/** How η and (1−η²)d/dη act on P_j. */
interface Factors {
  readonly up: Decimal;
  readonly down: Decimal;
  readonly slope: Decimal;
}

/**
 * What `RadialExpansion` computes, written in the operators η and (1−η²)d/dη instead of in their products, at the working precision of its
 * label's numbers (the last few digits are lost to rounding). Odd levels of equal external dimensions are there, and empty.
 */
export class RadialExpansionDecimal {
  private readonly value = emptyLevels();
  private readonly slope = emptyLevels();
  private readonly factors: Factors[] = [];
  private readonly nu: Decimal;
  private readonly equal: boolean;

  constructor(private readonly label: BlockDDecimalLabel) {
    const { dimension, delta, spin, delta12, delta34 } = label;
    this.nu = dimension.div(2).minus(1);
    this.equal = delta12.isZero() && delta34.isZero();
    const one = delta.times(0).plus(1);
    const leading: Decimal[] = [];
    leading[spin] = one;
    push(this.value, { a: leading, y: scaled(leading, delta) });
    push(this.slope, { a: [], y: leading });
  }

  /** A_{n,j} by j. */
  level(n: number): Vector {
    while (this.value.a.length <= n) this.extend();
    return this.value.a[n]!;
  }

  /** ∂A_{n,j}/∂Δ by j. */
  slopeLevel(n: number): Vector {
    this.level(n);
    return this.slope.a[n]!;
  }

  private extend(): void {
    const { label, nu, value, slope, equal } = this;
    const { dimension, delta, spin } = label;
    const n = value.a.length;
    if (equal && n % 2 === 1) {
      push(value, {});
      push(slope, {});
      return;
    }
    const right = this.rightSide(value, n);
    const rightSlope = this.rightSide(slope, n);
    const a: Decimal[] = [];
    const da: Decimal[] = [];
    for (let j = spin + n; j >= Math.max(0, spin - n); j -= 2) {
      if (right[j] === undefined && rightSlope[j] === undefined) continue;
      const angular = nu
        .times(2)
        .plus(j + spin)
        .times(j - spin);
      const bracket = delta.times(2).plus(n).minus(dimension).times(n).plus(angular).div(2);
      a[j] = (right[j] ?? zero(delta)).div(bracket);
      da[j] = (rightSlope[j] ?? zero(delta)).minus(a[j]!.times(n)).div(bracket);
    }
    const weight = delta.plus(n);
    value.a[n] = a;
    value.y[n] = scaled(a, weight);
    slope.a[n] = da;
    slope.y[n] = sum([da, weight], [a, 1]);
  }

  /** 2E + 4(a+b)O + 4ab W + 2νS of level n; keeps E, O, W and S. */
  private rightSide({ a, y, e, o, w, s }: Levels, n: number): Vector {
    const { delta12, delta34 } = this.label;
    const at = (vectors: readonly Vector[], k: number) => vectors[n - k] ?? [];
    const B = (k: number) => this.gradient(at(a, k));
    const even = sum([at(e, 2), 2], [at(y, 2), 1]);
    e[n] = sum([this.doubled(even), 1], [at(e, 4), -1], [at(y, 4), -1], [this.times(B(2)), -2]);
    s[n] = sum([at(s, 2), 1], [at(y, 2), 1]);
    const plain = sum([e[n]!, 2], [s[n]!, this.nu.times(2)]);
    if (this.equal) {
      o[n] = w[n] = [];
      return plain;
    }
    o[n] = sum(
      [this.doubled(at(o, 2)), 2],
      [at(o, 4), -1],
      [this.times(sum([at(y, 1), 1], [at(y, 3), -1])), 1],
      [B(1), -1],
      [B(3), -1],
    );
    const odd = sum([at(w, 1), -4], [at(w, 3), -4], [at(a, 1), 2], [at(a, 3), 2]);
    w[n] = sum(
      [this.times(odd), 1],
      [at(w, 2), -4],
      [this.doubled(at(w, 2)), -2],
      [at(w, 4), -1],
      [at(a, 2), 4],
    );
    const difference = delta34.minus(delta12).times(2);
    return sum([plain, 1], [o[n]!, difference], [w[n]!, delta12.times(delta34).negated()]);
  }

  /** η v, where η P_j = [(j+2ν) P_{j+1} + j P_{j−1}]/(2j+2ν), and P_1 for j = 0. */
  private times(v: Vector): Vector {
    const out: Decimal[] = [];
    for (const [j, entry] of v.entries()) {
      if (entry === undefined) continue;
      const { up, down } = this.factor(j);
      add(out, j + 1, entry.times(up));
      if (j > 0) add(out, j - 1, entry.times(down));
    }
    return out;
  }

  /** (1−η²) v′, where (1−η²) P_j′ = j(j+2ν)/(2j+2ν) (P_{j−1} − P_{j+1}). */
  private gradient(v: Vector): Vector {
    const out: Decimal[] = [];
    for (const [j, entry] of v.entries()) {
      if (entry === undefined || j === 0) continue;
      const term = entry.times(this.factor(j).slope);
      add(out, j - 1, term);
      add(out, j + 1, term.negated());
    }
    return out;
  }

  /** (j+2ν)/(2j+2ν), j/(2j+2ν), j(j+2ν)/(2j+2ν) */
  private factor(j: number): Factors {
    for (let k = this.factors.length; k <= j; k++) {
      const double = this.nu.times(2);
      const down =
        k === 0
          ? zero(double)
          : zero(double)
              .plus(k)
              .div(double.plus(2 * k));
      const up = down.negated().plus(1);
      this.factors.push({ up, down, slope: up.times(k) });
    }
    return this.factors[j]!;
  }

  /** (2η² − 1) v */
  private doubled(v: Vector): Vector {
    return sum([this.times(this.times(v)), 2], [v, -1]);
  }
}

/** (2ν)_ℓ/(ν)_ℓ, as `leadingWeight`. */
export function leadingWeightDecimal(dimension: Decimal, spin: number): Decimal {
  const nu = dimension.div(2).minus(1);
  let weight = zero(dimension).plus(spin === 0 ? 1 : 2);
  for (let k = 1; k < spin; k++) weight = weight.times(nu.times(2).plus(k)).div(nu.plus(k));
  return weight;
}

/** P_0(η), P_1(η), … as far as asked for, P_j(1) = 1. */
export class GegenbauerDecimal {
  private readonly p: Decimal[];

  constructor(
    private readonly dimension: Decimal,
    private readonly eta: Decimal,
  ) {
    this.p = [zero(eta).plus(1), eta];
  }

  at(j: number): Decimal {
    const { p, eta, dimension } = this;
    while (p.length <= j) {
      const k = p.length - 1;
      const double = dimension.minus(2);
      const next = double
        .plus(2 * k)
        .times(eta)
        .times(p[k]!)
        .minus(p[k - 1]!.times(k));
      p.push(next.div(double.plus(k)));
    }
    return p[j]!;
  }
}

const zero = (like: Decimal) => like.times(0);

const emptyLevels = (): Levels => ({ a: [], y: [], e: [], o: [], w: [], s: [] });

function push(levels: Levels, { a = [], y = [] }: Partial<Pick<Record<"a" | "y", Vector>, "a" | "y">>): void {
  levels.a.push(a);
  levels.y.push(y);
  for (const vectors of [levels.e, levels.o, levels.w, levels.s]) vectors.push([]);
}

function add(out: Decimal[], j: number, term: Decimal): void {
  out[j] = out[j]?.plus(term) ?? term;
}

const scaled = (v: Vector, factor: Decimal | number) => sum([v, factor]);

function sum(...terms: readonly (readonly [Vector, Decimal | number])[]): Vector {
  const out: Decimal[] = [];
  for (const [vector, factor] of terms)
    for (const [j, entry] of vector.entries()) if (entry !== undefined) add(out, j, entry.times(factor));
  return out;
}
