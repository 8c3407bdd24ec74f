import type { SearchResult, SolutionOperator } from "../search/result.js";
import { findQuantity, type LineQuantity, quantityName } from "../theory/quantities.js";
import type { PublishedValue, Theory } from "../theory/theory.js";
import { matchOperators } from "./match.js";
import { freeQuantities } from "./quantities.js";

/** What a result is held against: the part of a theory that no search reads. */
export type References = Pick<Theory, "parameters" | "exact" | "published">;

export type ReferenceKind = PublishedValue["kind"];

export interface ComparisonRow {
  /** `delta[ε]`, `ope2[4]`, as `quantityName`; `derived[ν]` */
  readonly quantity: string;
  /** null for derived numbers */
  readonly channel: string | null;
  readonly spin: number | null;
  readonly value: number;
  /** one standard deviation; null where undetermined */
  readonly error: number | null;
  readonly determined: boolean;
  /** null where the theory file knows no such operator */
  readonly reference: number | null;
  /** one standard deviation of the reference; null where it is exact or none is given */
  readonly referenceError: number | null;
  readonly kind: ReferenceKind;
  /**
   * (value − reference)/σ with both errors in quadrature; for a bound 0 inside and the distance to it outside; ±∞ where the
   * two differ and σ is 0; null where the run leaves the quantity undetermined or there is no reference
   */
  readonly pull: number | null;
  /** for bounds */
  readonly side: "inside" | "outside" | null;
  readonly source: string;
}

/** Free quantities of a run's best solution beside the theory's exact and published values. */
export function compare(result: SearchResult, references: References): ComparisonRow[] {
  return [...exactRows(result.operators, references), ...publishedRows(result, references)];
}

/** The result with the exact values of the theory file beside its operators, in every solution. */
export function withExact(result: SearchResult, references: References): SearchResult {
  const attach = (operators: readonly SolutionOperator[]) => {
    const matches = matchExact(operators, references);
    return operators.map(({ exact: _, ...operator }, index) => {
      const match = references.exact[matches[index] ?? -1];
      return match ? { ...operator, exact: { delta: match.delta, ope2: match.ope2 } } : operator;
    });
  };
  return {
    ...result,
    operators: attach(result.operators),
    solutions: result.solutions.map((solution) => ({ ...solution, operators: attach(solution.operators) })),
  };
}

/** Pulls of an operator against the exact values beside it; null where there is none, or fixed or undetermined. */
export function matchedPulls(operator: SolutionOperator): { delta: number | null; ope2: number | null } {
  const pullAgainstExact = (which: "delta" | "ope2") =>
    operator.exact === undefined ? null : pullOf(operator, which, { value: operator.exact[which], error: 0 });
  return { delta: pullAgainstExact("delta"), ope2: pullAgainstExact("ope2") };
}

/** (value − reference)/σ, with the rules of `ComparisonRow.pull`. */
export function pull(value: number, error: number | null, reference: number, referenceError: number | null) {
  if (error === null) return null;
  const distance = value - reference;
  if (distance === 0) return 0;
  if (Number.isNaN(distance)) return Number.POSITIVE_INFINITY;
  return distance / Math.sqrt(error * error + (referenceError ?? 0) * (referenceError ?? 0));
}

function exactRows(operators: readonly SolutionOperator[], references: References): ComparisonRow[] {
  if (references.exact.length === 0) return [];
  const matches = matchExact(operators, references);
  return freeQuantities(operators).map((quantity) => {
    const { index, which } = quantity;
    const match = references.exact[matches[index] ?? -1];
    return {
      ...describe(operators, quantity),
      reference: match?.[which] ?? null,
      referenceError: null,
      kind: "exact" as const,
      pull: match ? pullOf(operators[index]!, which, { value: match[which], error: 0 }) : null,
      side: null,
      source: "exact",
    };
  });
}

/** For each operator the index of its exact counterpart, or null. */
export function matchExact(operators: readonly SolutionOperator[], references: References) {
  return matchOperators(
    operators.map(({ channel, spin, delta, determined }) => ({
      channel,
      spin,
      delta: delta.value,
      // what the theory file gives is not forced onto a far reference
      determined: determined && !delta.fixed,
    })),
    references.exact,
  );
}

function publishedRows(result: SearchResult, references: References): ComparisonRow[] {
  return references.published
    .filter((published) => holdsAt(published.at, references.parameters))
    .flatMap((published) => {
      const row = describePublished(result, published.quantity);
      if (row === null) return [];
      // an estimate of unknown accuracy is shown, not judged by
      const judged = published.kind !== "estimate" || published.error !== null;
      const deviation =
        judged && row.determined ? pull(row.value, row.error, published.value, published.error) : null;
      return [
        {
          ...row,
          reference: published.value,
          referenceError: published.error,
          kind: published.kind,
          source: published.source,
          ...judge(published, row, deviation),
        },
      ];
    });
}

/** What a run says about a published quantity; null where nothing. */
function describePublished({ operators, derived = [] }: SearchResult, label: string) {
  const quantity = findQuantity(operators, label);
  if (quantity !== null) return describe(operators, quantity);
  const found = derived.find(({ name }) => `derived[${name}]` === label);
  if (!found || found.value === null) return null;
  const { value, error } = found;
  return { quantity: label, channel: null, spin: null, value, error, determined: error !== null };
}

function judge(
  published: PublishedValue,
  row: { value: number; determined: boolean },
  deviation: number | null,
) {
  if (published.kind === "exact" || published.kind === "estimate") return { pull: deviation, side: null };
  const excess = published.kind === "upper" ? row.value - published.value : published.value - row.value;
  const side = excess > 0 ? ("outside" as const) : ("inside" as const);
  return {
    pull: deviation !== null && side === "inside" ? 0 : deviation,
    side: row.determined ? side : null,
  };
}

function describe(operators: readonly SolutionOperator[], quantity: LineQuantity) {
  const operator = operators[quantity.index]!;
  const { channel, spin, determined } = operator;
  const { value, error } = operator[quantity.which];
  return { quantity: quantityName(operators, quantity), channel, spin, value, error, determined };
}

function pullOf(
  operator: SolutionOperator,
  which: "delta" | "ope2",
  reference: { value: number; error: number | null },
): number | null {
  if (!operator.determined) return null;
  return pull(operator[which].value, operator[which].error, reference.value, reference.error);
}

function holdsAt(at: PublishedValue["at"], parameters: References["parameters"]): boolean {
  return Object.entries(at).every(([name, value]) => {
    const here = parameters[name];
    return here === value || (here !== undefined && Math.abs(here - value) <= 1e-12 * Math.abs(value));
  });
}
