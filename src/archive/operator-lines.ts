/** What tells which lines of a result are one operator. */
export interface OperatorLine {
  readonly spin: number;
  readonly delta: { readonly value: number };
}

/**
 * For each line the first line of the same operator: a result has a line for each channel in which an operator is exchanged, all with one and
 * the same dimension.
 */
export function firstLines(lines: readonly OperatorLine[]): number[] {
  return lines.map(({ spin, delta }) =>
    lines.findIndex((other) => other.spin === spin && Object.is(other.delta.value, delta.value)),
  );
}

/** Number of operators, each counted once whatever its channels. */
export function operatorCount(lines: readonly OperatorLine[]): number {
  return new Set(firstLines(lines)).size;
}
