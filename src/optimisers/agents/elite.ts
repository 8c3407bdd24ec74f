import type { Environment } from "../../problem/problem.js";

/** Who put a place on the map: soft actor-critic, another agent, or a uniform draw. */
export type ProposalOrigin = "sac" | "agent" | "random";

export interface ElitePlace {
  readonly x: Float64Array;
  readonly objective: number;
  readonly origin: ProposalOrigin;
}

/**
 * The best distinct places seen, best first. Two places are the same when every unknown differs by at most
 * `separation` × its range; of the same places the best stays.
 */
export class Elite {
  private list: ElitePlace[] = [];
  private readonly reach: Float64Array;

  constructor(
    environment: Environment,
    private readonly size: number,
    separation: number,
  ) {
    this.reach = environment.upper.map((upper, i) => separation * (upper - environment.lower[i]!));
  }

  get places(): readonly ElitePlace[] {
    return this.list;
  }

  /** x is copied. */
  insert(x: Float64Array, objective: number, origin: ProposalOrigin): void {
    const { list } = this;
    if (list.length >= this.size && objective >= list[list.length - 1]!.objective) return;
    let rank = 0;
    for (; rank < list.length && list[rank]!.objective <= objective; rank++) {
      if (this.same(list[rank]!.x, x)) return;
    }
    const rest = list.slice(rank).filter((place) => !this.same(place.x, x));
    this.list = [...list.slice(0, rank), { x: x.slice(), objective, origin }, ...rest].slice(0, this.size);
  }

  restore(places: readonly ElitePlace[]): void {
    this.list = places.map((place) => ({ ...place, x: place.x.slice() }));
  }

  private same(x: Float64Array, y: Float64Array): boolean {
    for (let i = 0; i < x.length; i++) if (Math.abs(x[i]! - y[i]!) > this.reach[i]!) return false;
    return true;
  }
}
