/** A search to be disturbed: every optimiser, objective, strategy and family that can resume, each of about a second. */
export interface DisturbedSearch {
  readonly name: string;
  readonly args: readonly string[];
}

const ising = (name: string, args: string): DisturbedSearch => ({
  name,
  args: `search ising-2d --points spread-24 --rungs 2 ${args}`.split(" "),
});

export const disturbedSearches: readonly DisturbedSearch[] = [
  ising("hybrid", "--seed 1"),
  ising("hybrid, budget", "--seed 2 --budget 1500e"),
  ising("hybrid, interior point polishes", "--polish interior-point --budget 1200e"),
  ising("hybrid, joint form", "--form joint --budget 1200e"),
  ising("hybrid, plain", "--objective plain --budget 1200e"),
  ising("SAC", "--optimiser sac --budget 4000e"),
  ising("SAC, joint form", "--optimiser sac --form joint --budget 4000e"),
  ising("SAC, classic, windows", "--optimiser sac --sac classic --strategy windows --budget 60e"),
  ising("interior point", "--optimiser interior-point --budget 1500e"),
  ising("least squares", "--optimiser least-squares"),
  ising("least squares, multistart", "--optimiser least-squares --strategy multistart"),
  ising("random", "--optimiser random --budget 300e"),
  { name: "6D (2,0)", args: "search sixd-20 --points spread-24 --rungs 1 --budget 600e".split(" ") },
  {
    name: "mixed system",
    args: "search ising-2d-mixed --points spread-8 --rungs 1 --budget 400e".split(" "),
  },
  { name: "line defect, equations", args: "search line-defect --rungs 1 --budget 400e".split(" ") },
  {
    name: "line defect, equations, hybrid",
    args: "search line-defect --rungs 1 --optimiser hybrid --seed 2 --budget 4000e".split(" "),
  },
  {
    name: "generalised free field",
    args: "search gff-2d --points spread-24 --rungs 2 --budget 1200e".split(" "),
  },
];
