/** A number; with `digits` also a decimal string, which need not fit into a double. */
export type NumberOrDecimal = number | string;

/** Which block of a family of blocks. */
export interface BlockOptions {
  /** name of the family */
  readonly family: string;
  /** of space, where blocks of any dimension need it */
  readonly dimension?: NumberOrDecimal;
  readonly delta: NumberOrDecimal;
  /** 0, 1, 2, … */
  readonly spin: number;
  /** cross-ratio; z̄ is its conjugate */
  readonly z: { readonly re: NumberOrDecimal; readonly im: NumberOrDecimal };
  /** differences of external dimensions, 0 unless given */
  readonly delta12?: NumberOrDecimal;
  readonly delta34?: NumberOrDecimal;
  /** the combination in the crossing equation, |1−z|^2D g(z) − |z|^2D g(1−z), instead of the block */
  readonly crossed?: boolean;
  /** external dimension D, needed with `crossed` by families of scalars */
  readonly external?: NumberOrDecimal;
}

/** A block's value and its derivative in Δ. */
export interface BlockValue<T> {
  readonly value: T;
  readonly derivative: T;
}
