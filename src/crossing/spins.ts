/** Bose symmetry leaves one parity to what two identical operators exchange. */
export type Spins = "even" | "odd" | "all";

/** Is an operator of this spin exchanged? */
export const exchanges = (spins: Spins, spin: number) =>
  spins === "all" || (spin % 2 === 0) === (spins === "even");
