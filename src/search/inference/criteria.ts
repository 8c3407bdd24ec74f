/**
 * The numbers that decide what is determined, comparable or confirmed. Each stands here with where it comes from; the functions that use them
 * carry the conditions. Widths in Δ are in units of the family's level spacing.
 */

/**
 * Independent facts that a residual holds about the tail's amplitude. The model takes m whitened rows for m normal numbers of one width; a real
 * tail is a few operators of uneven size. With q_k = b_k² |W C_k|² over the operators of an exact tail their number is the participation
 * ratio (Σq)²/Σq²: median 7.0, 5–95 % 2.6–13, over 343 levels of exact theories, whatever m from 50 to 370. Between 5 and 10 verdicts hardly change.
 */
export const FACTS = 7;

/**
 * Tempered difference (see `tempered-evidence.ts`) within which two solutions of a level, or a level above, are rivals: amplitudes within a
 * factor of 1.24. Exact data lie further than this above the minimum of their own basin on 7 % of 352 levels.
 */
export const RIVAL = 3;

/** −2 ln(evidence), untempered, within which two solutions are rivals whatever the number of rows: odds of 1 : 400. */
export const RIVAL_ODDS = 12;

/** A level of fewer operators whose −2 ln(evidence), untempered, is within this of the accepted one's says as much: odds of 1 : 5. */
export const EQUAL_ODDS = 3;

/**
 * A level that is worse than the one it goes on from by more than this tempered difference does not confirm it. Amplitudes of consecutive levels
 * at exact data scatter by 0.245 rms in ln A, a tempered difference of 14 · 0.245 = 3.4.
 */
export const BREAK = 3;

/**
 * A level that is worse by more than two and a half times that scatter goes on from nothing: what was given does not belong to one theory. Right
 * ladders of generalised free fields rise by up to 7.1, those with a wrong input by 9 to 50.
 */
export const SUSPECT = 8.5;

/**
 * A level that is better than the one it goes on from by more than five times that scatter confirms as little: what it went on from was another solution.
 * Right ladders fall by up to 9, those that end at something else by 18 to 52.
 */
export const FALL = 17;

/** Solutions within this tempered difference of the best, amplitudes within a factor of two, are climbed from: they may be the ones that go on. */
export const CLIMBED = 10;

/** An operator is determined where its bars are at most this: Δ in level spacings, a relative. */
export const USEFUL_DIMENSION = 0.25;
export const USEFUL_COEFFICIENT = 0.5;

/** Solutions agree on an operator within this many bars, the rival's own widening that by at most so much in Δ. */
export const AGREEMENT_BARS = 3;
export const RIVAL_ROOM = 0.05;

/**
 * A content is beaten where one with another operator more has a tempered difference of at least this in its favour: without that operator the tail
 * would be larger than tails of one theory scatter, see {@link BREAK}. Operators that exist are asked for with 5 to 70 once the cut has passed them by
 * half a level, superfluous ones with less than 1.
 */
export const ASKED_FOR = 3;

/**
 * Two operators of one kind nearer than this, in levels, are one to a search for the content: Laplace's method does not judge a split, whose
 * posterior is a ridge along the sum of the two coefficients.
 */
export const RESOLVED = 0.3;

/**
 * Operators of one kind in two solutions that are nearer than this, in levels, are the same; two in one
 * solution are one in two pieces.
 */
export const SAME_OPERATOR = 0.5;

/** Differences in Δ that mean nothing: between solutions of one level, and of levels with different cuts. */
export const SAME_PLACE = 1e-12;
export const OTHER_LEVEL = 0.05;

/** An operator that is not located spoils those above it, unless its b = 4^Δ a is below this fraction of theirs. */
export const SPOILING = 0.03;

/** New operators count as localised within this bar in Δ, and with a coefficient this many of its bars above zero. */
export const LOCALISED_DIMENSION = 0.15;
export const LOCALISED_SIGNIFICANCE = 2;

/** Operators nearer than this many separations stand at the separation: they may be one. */
export const MERGED = 1.01;

/** χ² per informative row above which the tail model does not explain the residual. */
export const HIGH_CHI2 = 2;
