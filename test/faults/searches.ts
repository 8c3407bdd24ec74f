import { type Course, continuation, map, search, searches } from "./course.js";

/**
 * Work to be disturbed: every optimiser, objective, strategy and family that can resume, each of about a
 * second.
 */
export interface Disturbed {
  readonly name: string;
  readonly args: readonly string[];
  readonly course: Course;
}

const words = (args: string) => args.split(" ");
const one = (name: string, args: string): Disturbed => ({
  name,
  args: words(`search ${args}`),
  course: search,
});
const ising = (name: string, args: string): Disturbed =>
  one(name, `ising-2d --points spread-24 --rungs 2 ${args}`);

/** The one of the full disk and of two processes. */
export const simplest = ising("least squares", "--optimiser least-squares");

export const disturbed: readonly Disturbed[] = [
  simplest,
  ising("hybrid", "--seed 1"),
  ising("hybrid, budget", "--seed 2 --budget 1500e"),
  ising("hybrid, interior point polishes", "--polish interior-point --budget 1200e"),
  ising("hybrid, joint form", "--form joint --budget 1200e"),
  ising("hybrid, plain", "--objective plain --budget 1200e"),
  ising("SAC", "--optimiser sac --budget 4000e"),
  ising("SAC, joint form", "--optimiser sac --form joint --budget 4000e"),
  ising("SAC, classic, windows", "--optimiser sac --sac classic --strategy windows --budget 60e"),
  ising("interior point", "--optimiser interior-point --budget 1500e"),
  ising("least squares, multistart", "--optimiser least-squares --strategy multistart"),
  ising("random", "--optimiser random --budget 80e"),
  one("6D (2,0)", "sixd-20 --points spread-24 --rungs 1 --budget 400e"),
  one("mixed system", "ising-2d-mixed --points spread-8 --rungs 1 --budget 300e"),
  one("line defect, equations", "line-defect --rungs 1 --budget 400e"),
  one("line defect, equations, hybrid", "line-defect --rungs 1 --optimiser hybrid --seed 2 --budget 2000e"),
  one("generalised free field", "gff-2d --points spread-24 --rungs 2 --budget 1200e"),
  one(
    "parameter unknown",
    "gff-2d --set delta=0.3 --unknown delta --points spread-24 --rungs 1 --budget 100e",
  ),
  { name: "discover", args: words("discover gff-2d --points spread-24 --budget 400e"), course: search },
  {
    name: "three runs, one worker",
    args: words(
      "search ising-2d --points spread-24 --rungs 1 --optimiser least-squares --budget 500e --workers 1",
    ),
    course: searches(3),
  },
  {
    name: "three runs, two workers",
    args: words("search ising-2d --points spread-24 --rungs 2 --budget 700e --workers 2"),
    course: searches(3),
  },
  {
    name: "continuation",
    args: words(
      "continue gff-2d --along delta=0.2..0.4 --steps 3 --rungs 1 --points spread-24 --budget 300e",
    ),
    course: continuation,
  },
  {
    name: "continuation, equations",
    args: words("continue line-defect --along g=1..1.1 --steps 2 --rungs 1 --budget 400e"),
    course: continuation,
  },
  {
    name: "map",
    args: words("map gff-2d --grid delta=0.2..0.25:3 --rungs 1 --points spread-24 --budget 300e --workers 1"),
    course: map,
  },
];
