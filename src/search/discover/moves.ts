import type { Random } from "../../math/random.js";
import { givenOperators } from "./content.js";
import { type Kind, lowestDelta, sameKind } from "./kinds.js";
import type { Level, Solution, SolvedOperator, Start } from "./level.js";
import type { Proposal, Proposer } from "./propose/proposer.js";
import { likeliestPlaces } from "./propose/scan.js";
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

/**
 * One operator more that nothing asks for: of each kind at the best place of its profile, however little it promises, and in the middle of every gap of a
 * level and more. A small operator that the content lacks moves the others by more than their bars before the rows ask for it.
 */
export const doubts = (level: Level, held: Solution): Move[] =>
  [...likeliestPlaces(level, held), ...level.kinds.flatMap((kind) => gapMiddles(level, held, kind))].map(
    (place) => ({ move: `doubt ${operatorText(place, level)}`, start: [...held.operators, place] }),
  );

function gapMiddles(level: Level, { operators }: Solution, kind: Kind): Proposal[] {
  const { theory } = level.setting;
  const own = [...givenOperators(theory, level.cut), ...operators].filter((other) => sameKind(other, kind));
  const ends = [lowestDelta(theory, kind), ...own.map(({ delta }) => delta), level.cut].sort((a, b) => a - b);
  return ends.flatMap((upper, k) => {
    const lower = ends[k - 1];
    if (lower === undefined || upper - lower < level.spacing) return [];
    return [{ ...kind, delta: (lower + upper) / 2 }];
  });
}

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

const operatorText = (operator: Proposal, level: Level) =>
  `${kindText(operator, level)} at ${operator.delta.toFixed(2)}`;
