import { blockValues } from "../../blocks/rational/block-values.js";
import { type RationalBlock, rationalBlock } from "../../blocks/rational/rational-block.js";
import type { FixedPoint } from "../../math/fixed-point.js";
import type { Series } from "../../math/power-series.js";
import { entryWeight, type SystemDefinition, type SystemEntry } from "../system/definition.js";
import { combinations, DerivativeRows } from "./derivative-rows.js";

/** A row of the crossing equations as derivatives at z = z̄ = ½. */
export interface FunctionalRow {
  /** name of the equation */
  readonly component: string;
  /** ∂_z^m ∂_z̄^n over m! n! 2^{m+n} */
  readonly m: number;
  readonly n: number;
}

/**
 * What a channel of one spin adds to the rows: (4r*)^Δ / ∏_i ((y + y_i)/(1 + y_i)) times polynomials in y = (Δ − Δ₀)/16.
 */
export interface ChannelPolynomials extends Pick<RationalBlock, "reference" | "distances" | "degree"> {
  /** [rows][degree + 1] */
  readonly rows: readonly Series[];
}

export interface FunctionalOptions {
  /** of space */
  readonly dimension: number;
  /** λ, the largest number of derivatives in z and z̄ together */
  readonly lambda: number;
  /** highest power of r in the blocks */
  readonly order: number;
}

/** Crossing equations of scalars of any dimension as finitely many linear functionals of rational functions of Δ. */
export class CrossingFunctionals {
  readonly rows: readonly FunctionalRow[];
  private readonly derivatives: DerivativeRows;
  private readonly blocks = new Map<string, RationalBlock>();
  private readonly channels = new Map<string, ChannelPolynomials>();
  /** first row of each component */
  private readonly offsets: readonly number[];
  private readonly signs: readonly (1 | -1)[];

  constructor(
    readonly fixed: FixedPoint,
    private readonly definition: SystemDefinition,
    readonly options: FunctionalOptions,
  ) {
    this.derivatives = new DerivativeRows(fixed, options.lambda);
    const { components, entries } = definition;
    this.signs = components.map((_, index) => entries.find(({ component }) => component === index)!.sign);
    const ofComponents = components.map(({ name }, index) =>
      this.derivatives.rows(this.signs[index]!).map((powers) => ({ component: name, ...powers })),
    );
    this.offsets = ofComponents.map((_, index) => ofComponents.slice(0, index).flat().length);
    this.rows = ofComponents.flat();
  }

  /** A channel's polynomials at one spin; those of all channels of a sector and spin have the same poles. */
  channel(channel: string, spin: number): ChannelPolynomials {
    const key = `${spin} ${channel}`;
    const known = this.channels.get(key);
    if (known) return known;
    const found = this.polynomials(channel, spin);
    this.channels.set(key, found);
    return found;
  }

  private polynomials(channel: string, spin: number): ChannelPolynomials {
    const entries = this.definition.entries.filter((entry) => entry.channel === channel);
    const blocks = entries.map((entry) => this.block(entry, spin));
    const { reference, distances, degree } = blocks[0]!;
    const rows = this.rows.map(() => Array.from({ length: degree + 1 }, () => 0n));
    for (const [index, entry] of entries.entries()) {
      const weight = this.fixed.from(entryWeight(entry, spin));
      const matrix = this.derivatives.matrix(this.fixed.from(entry.exponent), entry.sign);
      const added = combinations(this.fixed, matrix, blocks[index]!.numerators);
      for (const [k, series] of added.entries())
        for (const [power, value] of series.entries())
          rows[this.offsets[entry.component]! + k]![power]! += this.fixed.times(weight, value);
    }
    return { reference, distances, degree, rows };
  }

  /**
   * What one operator at a dimension that is no pole adds to the rows, with all that its coefficient
   * multiplies.
   */
  column(channel: string, spin: number, delta: bigint): bigint[] {
    const { fixed } = this;
    const rows = this.rows.map(() => 0n);
    for (const entry of this.definition.entries.filter((one) => one.channel === channel)) {
      const own = entry.at ? { spin: entry.at.spin, delta: fixed.from(entry.at.delta) } : { spin, delta };
      const values = blockValues(fixed, this.block(entry, own.spin), own.delta);
      const matrix = this.derivatives.matrix(fixed.from(entry.exponent), entry.sign);
      const weight = fixed.from(entryWeight(entry, own.spin));
      for (const [k, weights] of matrix.entries())
        rows[this.offsets[entry.component]! + k]! += fixed.times(weight, fixed.dot(weights, values));
    }
    return rows;
  }

  /** What the identity adds to the rows, its coefficients being 1. */
  identity(): bigint[] {
    const rows = this.rows.map(() => 0n);
    for (const entry of this.definition.entries) {
      if (!this.definition.identity.includes(entry.channel)) continue;
      const weight = this.fixed.from(entryWeight(entry, 0));
      for (const [k, value] of this.derivatives
        .identity(this.fixed.from(entry.exponent), entry.sign)
        .entries())
        rows[this.offsets[entry.component]! + k]! += this.fixed.times(weight, value);
    }
    return rows;
  }

  private block({ delta12, delta34 }: SystemEntry, spin: number): RationalBlock {
    const key = [spin, delta12, delta34].join(" ");
    const { dimension, lambda, order } = this.options;
    const known = this.blocks.get(key);
    if (known) return known;
    const block = rationalBlock(this.fixed, { dimension, spin, delta12, delta34 }, lambda, order);
    this.blocks.set(key, block);
    return block;
  }
}
