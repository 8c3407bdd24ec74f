/** What came of faults of one kind. */
export interface Tally {
  readonly fault: string;
  readonly of: string;
  /** faults done */
  count: number;
  /** searches that went on afterwards and ended with the same bits */
  equal: number;
  /** results, runs or checkpoints that were gone */
  lost: number;
  /** numbers that were others */
  changed: number;
  crashes: number;
  hangs: number;
  seconds: number;
}

export function newTally(fault: string, of: string): Tally {
  return { fault, of, count: 0, equal: 0, lost: 0, changed: 0, crashes: 0, hangs: 0, seconds: 0 };
}

export const isClean = ({ lost, changed, crashes, hangs }: Tally) => lost + changed + crashes + hangs === 0;

const columns = ["fault", "of", "count", "equal", "lost", "changed", "crashes", "hangs", "seconds"] as const;

/** A Markdown table with a line for each kind of work and one of sums for each fault. */
export function tallyTable(pieces: readonly Tally[]): string {
  const faults = [...new Set(pieces.map(({ fault }) => fault))];
  const lines = faults.flatMap((fault) => {
    const ofFault = pieces.filter((tally) => tally.fault === fault);
    const kinds = [...new Set(ofFault.map(({ of }) => of))];
    const own = kinds.map((of) =>
      ofFault.filter((tally) => tally.of === of).reduce(sum, newTally(fault, of)),
    );
    return own.length === 1 ? own : [...own, own.reduce(sum, newTally(fault, "all"))];
  });
  const cells = lines.map((tally) =>
    columns.map((name) => (name === "seconds" ? tally.seconds.toFixed(0) : String(tally[name]))),
  );
  return [columns, columns.map((_, k) => (k < 2 ? "---" : "---:")), ...cells]
    .map((row) => `| ${row.join(" | ")} |`)
    .join("\n");
}

function sum(total: Tally, other: Tally): Tally {
  for (const name of ["count", "equal", "lost", "changed", "crashes", "hangs", "seconds"] as const)
    total[name] += other[name];
  return total;
}
