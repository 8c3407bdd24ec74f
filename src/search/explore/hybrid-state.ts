/** What a hybrid keeps beside what other explorers do. */
export interface HybridState {
  /** the best place and its objective; null before there is one */
  readonly best: { readonly x: readonly number[]; readonly objective: number } | null;
  /** unknowns scanned so far */
  readonly scanned: number;
  /** of the agent's random numbers */
  readonly seed: number;
}
