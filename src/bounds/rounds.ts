export interface ExchangeProgress {
  readonly round: number;
  readonly columns: number;
  /** most negative value of the present functional on a column; null while there is no solution yet */
  readonly violation: number | null;
}

/** Work told of round by round; it ends early, with what there is, where it is answered true. */
export type Rounds<Result, Progress = ExchangeProgress> = Generator<Progress, Result, boolean | undefined>;

/** Work done to its end. */
export function finished<Result, Progress>(
  rounds: Rounds<Result, Progress>,
  onProgress: (progress: Progress) => void,
): Result {
  for (let next = rounds.next(); ; next = rounds.next(false)) {
    if (next.done) return next.value;
    onProgress(next.value);
  }
}

/** The same rounds, what they tell in other words. */
export function* told<Result, Given, Progress>(
  rounds: Rounds<Result, Given>,
  inWords: (progress: Given) => Progress,
  onStop: () => void = () => {},
): Rounds<Result, Progress> {
  for (let next = rounds.next(); ; ) {
    if (next.done) return next.value;
    const stop = yield inWords(next.value);
    if (stop) onStop();
    next = rounds.next(stop);
  }
}

/** Work that lets others work in between, and ends early at a signal. */
export async function finishedUnless<Result, Progress>(
  rounds: Rounds<Result, Progress>,
  signal: AbortSignal,
  onProgress: (progress: Progress) => void,
): Promise<Result> {
  for (let next = rounds.next(); ; next = rounds.next(signal.aborted)) {
    if (next.done) return next.value;
    onProgress(next.value);
    await new Promise((resolve) => setImmediate(resolve));
  }
}
