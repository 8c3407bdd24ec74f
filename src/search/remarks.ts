import type { CrossingEquation } from "../crossing/equation.js";
import { type OperatorData, residualNorm } from "../crossing/residual.js";
import { channelsOf, keptSectors } from "../families/sectors.js";
import { pow } from "../math/elementary.js";
import { familyOf } from "../theory/family-of.js";
import type { Theory } from "../theory/theory.js";

/** Something about given data that is most likely a slip of whoever wrote them. */
export interface Remark {
  readonly code: "identity" | "negative-coefficient" | "normalisation" | "unexplained";
  readonly message: string;
}

interface Given {
  readonly equation: CrossingEquation;
  readonly data: readonly OperatorData[];
  /** of the tail, fitted to the data, and what correlators of this kind have */
  readonly amplitude: number;
  readonly typicalAmplitude: number | null;
}

/** What looks like a slip in CFT data; nothing of it changes a number. */
export function remarksOn(theory: Theory, given: Given): Remark[] {
  const slips = [...identities(given.data), ...negative(theory, given.data), ...otherNormalisation(given)];
  // a slip with a name explains what is left
  return slips.length > 0 ? slips : unexplained(given);
}

/** Times the typical amplitude: e⁴, four times the scatter of exact tails. */
const TOO_LARGE = 55;

/** χ² is about the number of rows for any data, the tail being fitted to them: what says that they are wrong is the tail's size. */
function unexplained({ amplitude, typicalAmplitude }: Given): Remark[] {
  if (typicalAmplitude === null || amplitude <= TOO_LARGE * typicalAmplitude) return [];
  const times = (amplitude / typicalAmplitude).toPrecision(2);
  return [
    {
      code: "unexplained",
      message: `what is left needs operators above the cut ${times} times as large as correlators of this external dimension have: the data do not solve crossing`,
    },
  ];
}

/** Δ as good as zero. */
const ZERO = 1e-9;

function identities(data: readonly OperatorData[]): Remark[] {
  return data.flatMap(({ spin, delta }, index) =>
    spin === 0 && Math.abs(delta) < ZERO
      ? [
          {
            code: "identity",
            message: `${label(index)} is the identity, which is always there: leave it out`,
          },
        ]
      : [],
  );
}

function negative(theory: Theory, data: readonly OperatorData[]): Remark[] {
  if (!theory.unitary) return [];
  const channels = channelsOf(keptSectors(familyOf(theory)));
  return data.flatMap(({ channel, spin, delta, ope2 }, index) =>
    ope2 < 0 && !channels[channel]!.signed
      ? [
          {
            code: "negative-coefficient",
            message: `${label(index)} (spin ${spin}, Δ = ${delta}) has a negative coefficient, which no unitary theory has`,
          },
        ]
      : [],
  );
}

/** Another convention is named where crossing then holds better by this factor. */
const BETTER = 10;

/**
 * Conventions of blocks differ by powers of two in the spin: Dolan and Osborn's older ones by (−½)^ℓ, those of others by 2^ℓ
 * (arXiv:1805.04405, table I).
 */
const CONVENTIONS = [
  { name: "2^ℓ", factor: 2 },
  { name: "2^−ℓ", factor: 0.5 },
  { name: "(−1)^ℓ", factor: -1 },
  { name: "(−2)^ℓ", factor: -2 },
  { name: "(−2)^−ℓ", factor: -0.5 },
] as const;

function otherNormalisation({ equation, data }: Given): Remark[] {
  if (data.every(({ spin }) => spin === 0)) return [];
  const present = residualNorm(equation, data);
  const tried = CONVENTIONS.map(({ name, factor }) => {
    const scaled = data.map((entry) => ({ ...entry, ope2: entry.ope2 * power(factor, entry.spin) }));
    return { name, norm: residualNorm(equation, scaled) };
  });
  const best = tried.reduce((first, second) => (second.norm < first.norm ? second : first));
  if (!(best.norm * BETTER < present)) return [];
  const ratio = (present / best.norm).toPrecision(2);
  const message = `with every coefficient times ${best.name} crossing holds ${ratio} times better: the data are in another normalisation of blocks`;
  return [{ code: "normalisation", message }];
}

const power = (factor: number, spin: number) =>
  pow(Math.abs(factor), spin) * (factor < 0 && spin % 2 === 1 ? -1 : 1);

const label = (index: number) => `operators[${index}]`;
