import { log } from "../../math/elementary.js";

/** Who proposes beside the starts from carried and uniform places. */
export const sideProposers = ["scan", "agent"] as const;
export type SideProposer = (typeof sideProposers)[number];
export type Proposer = "starts" | SideProposer;

/** What a proposer has cost and delivered so far in a search. */
export interface Account {
  /** evaluations, those of the polish of its proposals among them */
  readonly spent: number;
  /** Σ ln(best objective before/after) over its units of work, whatever was best before there was anything left out */
  readonly gained: number;
  readonly units: number;
}

/** The accounts of a search's proposers, over all its rungs; structured-cloneable. */
export type Ledger = Readonly<Record<Proposer, Account>>;

const nothing: Account = { spent: 0, gained: 0, units: 0 };
export const emptyLedger: Ledger = { starts: nothing, scan: nothing, agent: nothing };

/** What a side proposer that has delivered nothing may spend, as a part of what the starts have. */
export const LEAST_SHARE = 0.04;

/** The ledger with one more unit of work of a proposer, which costs one evaluation at least: nobody goes on for nothing for ever. */
export function charged(
  ledger: Ledger,
  name: Proposer,
  { evaluations, before, after }: { evaluations: number; before: number; after: number },
): Ledger {
  const { spent, gained, units } = ledger[name];
  const gain = Number.isFinite(before) && after < before ? logOfRatio(before, after) : 0;
  return {
    ...ledger,
    [name]: { spent: spent + Math.max(evaluations, 1), gained: gained + gain, units: units + 1 },
  };
}

/**
 * Whose turn it is: a deterministic bandit over the proposers. A side proposer may spend what the starts have spent times the ratio of
 * what it delivered an evaluation to what they delivered, at least {@link LEAST_SHARE} of it and at most all of it; of several that
 * may, the one with the most left goes; where none may, a start is next.
 *
 * @param costs what a unit of work of each is expected to cost before the first is known
 */
export function nextProposer(ledger: Ledger, costs: Readonly<Record<SideProposer, number>>): Proposer {
  let chosen: Proposer = "starts";
  let most = 0;
  for (const name of sideProposers) {
    const { spent, units } = ledger[name];
    const cost = units === 0 ? costs[name] : spent / units;
    const left = share(ledger, name) * ledger.starts.spent - spent - cost;
    if (left < most || (chosen === "starts" && left < 0)) continue;
    chosen = name;
    most = left;
  }
  return chosen;
}

function share({ starts, ...side }: Ledger, name: SideProposer): number {
  const delivered = rate(side[name]);
  const theirs = rate(starts);
  if (delivered === 0) return LEAST_SHARE;
  return Math.min(1, Math.max(LEAST_SHARE, delivered / theirs));
}

function rate({ spent, gained }: Account): number {
  return spent === 0 ? 0 : gained / spent;
}

function logOfRatio(before: number, after: number): number {
  return log(before / Math.max(after, SMALLEST));
}

/** keeps the gain of an exact solution finite */
const SMALLEST = 1e-300;
