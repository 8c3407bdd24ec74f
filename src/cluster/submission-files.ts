/** What a submission's folder holds. */
export const submissionFiles = {
  /** what was submitted, replaced as a whole */
  submission: "submission.json",
  /** batch script of the tasks */
  array: "array.sh",
  /** batch script of the job that gathers their results */
  collect: "collect.sh",
  /** folder of what the jobs print */
  log: "log",
  /** folder of the runs, one a task */
  runs: "runs",
  /** what `--start` gave, if anything */
  start: "start.json",
  /** what the gathering job found */
  collected: "collected.json",
} as const;
