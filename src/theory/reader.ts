import { InputError } from "../errors.js";
import { evaluateExpression } from "./expressions.js";
import type { NumberOrExpression } from "./schema.js";

/** Evaluates the numbers of one file at given parameter values, and knows how to name a place in it. */
export class Reader {
  constructor(
    /** the file as it appears in messages */
    readonly where: string,
    readonly names: Readonly<Record<string, number>>,
  ) {}

  /** @throws InputError where the expression is not allowed or its value not finite */
  number(value: NumberOrExpression, field: string): number {
    return evaluateExpression(value, { where: this.where, field, names: this.names });
  }

  positive(value: NumberOrExpression, field: string): number {
    const result = this.number(value, field);
    if (result <= 0) throw this.fail(field, value, `must be positive${this.#shown(value, result)}`);
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
