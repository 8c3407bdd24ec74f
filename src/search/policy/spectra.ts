import { InputError } from "../../errors.js";
import type { Random } from "../../math/random.js";

/** What a theory exchanges between four identical scalars, to a height. */
export interface Spectrum {
  /** of space */
  readonly dimension: number;
  /** Δ of the external scalar */
  readonly external: number;
  /** whether it is known that there is a stress tensor */
  readonly local: boolean;
  /** in the order in which they are to be proposed: by dimension */
  readonly operators: readonly { readonly spin: number; readonly delta: number }[];
}

/** Levels up to this far above the lowest are learnt from. */
const HEIGHT = 10;

/** Double-twist operators 2Δ_φ + 2n + ℓ, ℓ even (arXiv:1111.6972, equation (2.8)). */
export function generalisedFreeField(dimension: number, external: number): Spectrum {
  const operators = [];
  for (let n = 0; 2 * n <= HEIGHT; n++)
    for (let spin = 0; 2 * n + spin <= HEIGHT; spin += 2)
      operators.push({ spin, delta: 2 * external + 2 * n + spin });
  return ordered({ dimension, external, local: false, operators });
}

/**
 * ⟨φφφφ⟩ of the degenerate field φ₍₁,₂₎ or φ₍₂,₁₎ at c = 1 − 6/m(m + 1), which need not be a whole m: φ × φ = 1 + φ₍₁,₃₎ or φ₍₃,₁₎
 * (A. A. Belavin, A. M. Polyakov, A. B. Zamolodchikov, Nucl. Phys. B 241 (1984) 333). In global blocks a family has operators 2h + n + k of
 * spin |n − k|, n and k even: the correlator is even under the exchange of its points.
 */
export function minimalModel(m: number, field: "12" | "21"): Spectrum {
  const weight = (r: number, s: number) => {
    const root = r * (m + 1) - s * m;
    return (root * root - 1) / (4 * m * (m + 1));
  };
  const [own, exchanged] = field === "12" ? [weight(1, 2), weight(1, 3)] : [weight(2, 1), weight(3, 1)];
  const operators = [];
  for (const primary of [0, 2 * exchanged])
    for (let n = 0; n <= HEIGHT; n += 2)
      for (let k = 0; k <= n; k += 2)
        if (primary > 0 || n > 0) operators.push({ spin: n - k, delta: primary + n + k });
  return ordered({ dimension: 2, external: 2 * own, local: true, operators });
}

function ordered({ operators, ...rest }: Spectrum): Spectrum {
  const highest = Math.min(...operators.map(({ delta }) => delta)) + HEIGHT;
  const kept = operators.filter(({ delta }) => delta <= highest);
  return { ...rest, operators: kept.sort((a, b) => a.delta - b.delta || a.spin - b.spin) };
}

/** d = 2 or from 2 to 6, Δ_φ up to 2 above the unitarity bound. */
function someFreeField(random: Random): Spectrum {
  const dimension = random.uniform() < 0.5 ? 2 : random.between(2, 6);
  return generalisedFreeField(dimension, dimension / 2 - 1 + random.between(0.05, 2));
}

/**
 * m from 2.3 to 20, but for what is nearer than 0.3 to the Ising models at 3 and 4, which are shipped as theories. Of half
 * of them it is known that they have a stress tensor.
 */
function someMinimalModel(random: Random): Spectrum {
  for (;;) {
    const m = random.uniform() < 0.5 ? random.between(2.3, 6) : random.between(6, 20);
    const field = random.uniform() < 0.5 ? "12" : "21";
    if (Math.abs(m - 3) < 0.3 || Math.abs(m - 4) < 0.3) continue;
    return { ...minimalModel(m, field), local: random.uniform() < 0.5 };
  }
}

const suites: Readonly<Record<string, (random: Random) => Spectrum>> = {
  gff: someFreeField,
  "minimal-models": someMinimalModel,
  synthetic: (random) => (random.uniform() < 0.5 ? someFreeField(random) : someMinimalModel(random)),
};

export const trainingSuites = Object.keys(suites);

/** A spectrum of a suite, drawn at random. @throws InputError that lists the suites */
export function drawSpectrum(suite: string, random: Random): Spectrum {
  const draw = Object.hasOwn(suites, suite) ? suites[suite] : undefined;
  if (draw) return draw(random);
  throw new InputError({ where: "suite", found: suite, allowed: `one of ${trainingSuites.join(", ")}` });
}
