/** Counts evaluations of a residual, with or without Jacobian, over all problems of a search. */
export interface EvaluationCounter {
  evaluations: number;
  /** the evaluation after that many throws {@link EvaluationsSpent}; no limit without */
  most?: number;
}

/** Ends whatever asks for one evaluation more than it was allowed; {@link withinEvaluations} takes it. */
export class EvaluationsSpent extends Error {
  override readonly name = "EvaluationsSpent";
  constructor() {
    super("all evaluations that were allowed are spent");
  }
}

/** What every problem does before an evaluation. @throws EvaluationsSpent */
export function countEvaluation(counter: EvaluationCounter): void {
  if (counter.most !== undefined && counter.evaluations >= counter.most) throw new EvaluationsSpent();
  counter.evaluations++;
}

/**
 * Does work that may bring the counter up to `most` and no further; null where it wanted to, which leaves what it was changing half changed.
 */
export function withinEvaluations<T>(
  counter: EvaluationCounter,
  most: number,
  work: () => T,
): { readonly done: T } | null {
  counter.most = most;
  try {
    return { done: work() };
  } catch (error) {
    if (!(error instanceof EvaluationsSpent)) throw error;
    return null;
  } finally {
    delete counter.most;
  }
}
