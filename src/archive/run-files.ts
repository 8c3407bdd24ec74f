/** What a run's folder holds. */
export const runFiles = {
  /** configuration and result, replaced as a whole */
  run: "run.json",
  /** progress events, appended */
  trace: "trace.ndjson",
  /** the search's state, replaced as a whole */
  checkpoint: "checkpoint.bin",
  /** what rigorous bounds say of the result: of what its theory file gives, and with the run's own gaps */
  judgement: { given: "judgement.json", isolated: "judgement-isolated.json" },
  /** who is writing, while someone is */
  lock: "lock.json",
} as const;
