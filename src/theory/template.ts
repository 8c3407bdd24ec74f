import { z } from "zod";
import { InputError } from "../errors.js";
import { choice, type Option, type OptionText, type OptionValues, realNumber } from "../option.js";

const number = { error: "must be a finite number" };

function realOption(text: OptionText<number>): Option<number> {
  return {
    ...text,
    schema: z.number(number),
    typed: { argument: "<number>", read: (text, flag) => realNumber(flag)(text) },
  };
}

/** What a new theory file begins with: here and nowhere else. */
export const templateOptions = {
  dimension: realOption({ help: "dimension of space d, 2 or more", default: 2 }),
  external: realOption({
    help: "scaling dimension of the external scalar φ",
    otherwise: "(d − 2)/2 + 1/8",
  }),
  symmetry: choice(["real", "u1"], {
    argument: "<name>",
    help: "real: ⟨φφφφ⟩ of one real field; u1: a complex field with U(1), in two dimensions",
    default: "real",
  }),
};

export type TemplateOptions = OptionValues<typeof templateOptions>;

/**
 * The text of a theory file to be edited, which loads and can be searched as it stands.
 *
 * @throws InputError for a name that is none, an external dimension below the unitarity bound, and a symmetry without a family in that dimension
 */
export function theoryTemplate(
  name: string,
  { dimension = 2, external = (dimension - 2) / 2 + 0.125, symmetry = "real" }: TemplateOptions,
): string {
  if (!/^[a-z0-9][a-z0-9-]*$/.test(name))
    throw new InputError({
      where: "init",
      found: name,
      allowed: "a name of small letters, digits and hyphens, such as my-theory",
    });
  if (!(dimension >= 2 && dimension <= 10))
    throw new InputError({ where: "--dimension", found: dimension, allowed: "a number from 2 to 10" });
  const bound = (dimension - 2) / 2;
  if (!(external > bound && external <= 10))
    throw new InputError({
      where: "--external",
      found: external,
      allowed: `a number above ${bound}, the unitarity bound of a scalar, and up to 10`,
    });
  if (symmetry === "u1" && dimension !== 2)
    throw new InputError({ where: "--symmetry", found: symmetry, allowed: "u1 needs --dimension 2" });
  return symmetry === "u1" ? u1(name, external) : real(name, external, dimension);
}

const head = (name: string, title: string) => `# Edit what is marked with ←, then:
#   crossing theories ./${name}.yaml            what was understood
#   crossing search ./${name}.yaml --dry-run    what a search will do
#   crossing search ./${name}.yaml              solve it
name: ${name}
title: "${title}"             # ←
sources: []                   # ← where the theory is from: ["arXiv:…"]
`;

const spectrumComment = `
# How many operators of each spin lie below the cut: your guess, in the order in which the ladder takes them up.
#   delta: [from, to]   an unknown dimension        delta: 2   a fixed one, until --free
#   conserved: true     a current at the unitarity bound
#   ope2: [from, to]    range of the squared OPE coefficient
`;

const ladderComment = `
# Each rung: the first N operators are kept, everything else lies above the cut. Best in the middle of a gap; error bars move it by ± 1/2.
`;

function real(name: string, external: number, dimension: number): string {
  const d = dimension;
  const scalars = `[${(d - 2) / 2 + 0.05}, ${d + 4.5}]`;
  const family =
    d === 2
      ? "family: global-2d             # identical real scalars in two dimensions"
      : `family: global-d              # identical real scalars in any dimension\ndimension: ${d}`;
  return `${head(name, "my theory, ⟨φφφφ⟩")}${family}
unitary: true                 # false allows Δ below the unitarity bound and negative OPE²
external: { delta: ${external} }      # ← or an expression of parameters, see docs/adding-a-theory.md
charge: null                  # ← a known central charge fixes the coefficient of the stress tensor T
${spectrumComment}spectrum:
  - { spin: 0, delta: ${scalars}, ope2: [0, 4], name: φ² }
  - { spin: 2, delta: ${d}, conserved: true, ope2: [0, 4], name: T }
  - { spin: 0, delta: ${scalars}, ope2: [0, 4] }
  - { spin: 4, delta: [${d + 2}, ${d + 6.5}], ope2: [0, 4] }
${ladderComment}ladder:
  - { operators: 2, cut: ${d + 1.5} }
  - { operators: 4, cut: ${d + 3.5} }
`;
}

function u1(name: string, external: number): string {
  const charged = 4 * external;
  return `${head(name, "my theory, ⟨φφφ̄φ̄⟩")}family: global-2d-u1          # a complex scalar with U(1) in two dimensions
unitary: true                 # false allows Δ below the unitarity bound and negative OPE²
external: { delta: ${external} }      # ← or an expression of parameters, see docs/adding-a-theory.md
points: { set: spread, count: 60 }
${spectrumComment}#   channel: neutral (φ × φ̄) or charge-2 (φ × φ)
spectrum:
  - { channel: neutral, spin: 1, delta: 1, conserved: true, ope2: [0, 4], name: J }
  - { channel: charge-2, spin: 0, delta: [0.05, 11.5], ope2: [0, 4] }
  - { channel: neutral, spin: 2, delta: 2, conserved: true, ope2: [0, 4], name: T }
  - { channel: neutral, spin: 0, delta: [0.05, 11.5], ope2: [0, 4] }
  - { channel: charge-2, spin: 2, delta: [2, 11.5], ope2: [0, 4] }
  - { channel: neutral, spin: 3, delta: [3, 11.5], ope2: [0, 4] }
  - { channel: neutral, spin: 1, delta: [1, 11.5], ope2: [0, 4] }
${ladderComment}ladder:
  - { operators: 7, cut: { neutral: 3.75, charge-2: ${Number((3.25 + charged).toPrecision(6))} } }
`;
}
