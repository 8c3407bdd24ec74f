import type { Random } from "../../math/random.js";
import { sameKind } from "./kinds.js";
import type { Level, Solution, SolvedOperator, Start } from "./level.js";
import type { Proposer } from "./propose/proposer.js";
import { kindText } from "./text.js";

/** A content to try, and in words what makes it of the present one. */
export interface Move {
  readonly move: string;
  readonly start: Start;
}

/** Operators that are taken away on trial: the least significant ones. */
const TAKEN_AWAY = 3;
/** Shifts of an operator that are tried. */
const SHIFTS = 2;
/** Operators of one kind nearer than this, in levels, may be one. */
const NEIGHBOURS = 1;

/** One operator more. */
export const additions = (level: Level, held: Solution, proposer: Proposer, random: Random): Move[] =>
  proposer.propose(level, held, random).map(({ channels, spin, delta }) => ({
    move: `add ${kindText({ channels, spin }, level)} at ${delta.toFixed(2)}`,
    start: [...held.operators, { channels, spin, delta }],
  }));

/** One operator less: those that say least. */
export function removals(
  level: Level,
  { operators }: Solution,
): (Move & { readonly removed: SolvedOperator })[] {
  return weakest(operators).map((removed) => ({
    move: `remove ${operatorText(removed, level)}`,
    start: operators.filter((other) => other !== removed),
    removed,
  }));
}

/** Two operators of one kind as one between them. */
export function merges(level: Level, { operators }: Solution): Move[] {
  return operators.flatMap((upper, k) => {
    const lower = operators.slice(0, k).findLast((other) => sameKind(other, upper));
    if (!lower || upper.delta - lower.delta > NEIGHBOURS * level.spacing) return [];
    const rest = operators.filter((other) => other !== lower && other !== upper);
    const { channels, spin } = upper;
    return [
      {
        move: `merge ${operatorText(lower, level)} and ${operatorText(upper, level)}`,
        start: [...rest, { channels, spin, delta: (lower.delta + upper.delta) / 2 }],
      },
    ];
  });
}

/**
 * An operator to another place or kind: what is asked for where it is gone. A split is an addition beside it.
 *
 * @param without the solution without the operator
 */
export function shifts(
  level: Level,
  without: Solution,
  removed: SolvedOperator,
  { proposer, random }: { readonly proposer: Proposer; readonly random: Random },
): Move[] {
  return additions(level, without, proposer, random)
    .filter(({ start }) => {
      const { delta, ...kind } = start.at(-1)!;
      return !sameKind(kind, removed) || level.resolves(delta, removed.delta);
    })
    .slice(0, SHIFTS)
    .map(({ move, start }) => ({
      move: move.replace("add", `shift ${operatorText(removed, level)} to`),
      start,
    }));
}

const weakest = (operators: readonly SolvedOperator[]) =>
  [...operators].sort((a, b) => a.significance - b.significance).slice(0, TAKEN_AWAY);

const operatorText = (operator: SolvedOperator, level: Level) =>
  `${kindText(operator, level)} at ${operator.delta.toFixed(2)}`;
