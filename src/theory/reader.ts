import { InputError } from "../errors.js";
import { evaluateExpression } from "./expressions.js";
import type { NumberOrExpression } from "./schema.js";

/** Evaluates the numbers of one file at given parameter values, and knows how to name a place in it. */
export class Reader {
  constructor(
    /** the file as it appears in messages */
    readonly where: string,
    readonly names: Readonly<Record<string, number>>,
    /** the same names where interpolated tables are uncertain: {@link Reader.uncertainty} */
    private readonly alternatives: Readonly<Record<string, number>> = names,
  ) {}

  /** @throws InputError where the expression is not allowed or its value not finite */
  number(value: NumberOrExpression, field: string): number {
    return evaluateExpression(value, { where: this.where, field, names: this.names });
  }

  /** How far a number moves between the two values that interpolated tables may have; 0 without such tables. */
  uncertainty(value: NumberOrExpression, field: string): number {
    if (this.alternatives === this.names) return 0;
    const other = evaluateExpression(value, { where: this.where, field, names: this.alternatives });
    return Math.abs(this.number(value, field) - other);
  }

  positive(value: NumberOrExpression, field: string): number {
    const result = this.number(value, field);
    if (result <= 0) throw this.fail(field, value, `must be positive${this.#shown(value, result)}`);
    return result;
  }

  notNegative(value: NumberOrExpression, field: string): number {
    const result = this.number(value, field);
    if (result < 0) throw this.fail(field, value, `must not be negative${this.#shown(value, result)}`);
    return result;
  }

  /** @throws InputError where lower > upper */
  range(value: readonly [NumberOrExpression, NumberOrExpression], field: string): readonly [number, number] {
    const lower = this.number(value[0], `${field}[0]`);
    const upper = this.number(value[1], `${field}[1]`);
    if (lower > upper)
      throw this.fail(field, value, `the lower bound ${lower} exceeds the upper bound ${upper}`);
    return [lower, upper];
  }

  fail(field: string, found: unknown, allowed: string): InputError {
    return new InputError({ where: this.where, field, found, allowed });
  }

  #shown(value: NumberOrExpression, result: number): string {
    return typeof value === "number" ? "" : `, but it is ${result}`;
  }
}
