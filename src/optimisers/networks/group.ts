import type { Random } from "../../math/random.js";
import type { Network, NetworkBackend, NetworkPart } from "./backend.js";
import { drawWeights, type NetworkDesign, weightCount } from "./design.js";

/** One of an agent's networks, by name: trained, a target that follows a trained one, or left as it was drawn. */
export interface GroupMember {
  readonly design: NetworkDesign;
  readonly follows?: string;
  readonly fixed?: true;
}

export type GroupDesign = Readonly<Record<string, GroupMember>>;

/** Everything that training changes in a group of networks: those that are trained one after the other, then the others. */
export interface GroupState {
  readonly weights: Float32Array;
  /** Adam's moments, of the trained networks alone: the first part of `weights` */
  readonly firstMoments: Float32Array;
  readonly secondMoments: Float32Array;
}

/** Where a network's weights lie in a {@link GroupState}. */
export interface GroupPlace extends GroupMember {
  readonly name: string;
  readonly offset: number;
  readonly count: number;
}

const isTrained = ({ follows, fixed }: GroupMember) => follows === undefined && fixed === undefined;

export function groupPlaces(group: GroupDesign): GroupPlace[] {
  const members = Object.entries(group);
  const trained = members.filter(([, member]) => isTrained(member));
  const others = members.filter(([, member]) => !isTrained(member));
  let offset = 0;
  return [...trained, ...others].map(([name, member]) => {
    const place = { name, ...member, offset, count: weightCount(member.design) };
    offset += place.count;
    return place;
  });
}

/** Trained networks with weights drawn from `random`, their targets as copies, moments zero. */
export function drawGroup(group: GroupDesign, random: Random): GroupState {
  const places = groupPlaces(group);
  const state = emptyState(places);
  const { weights } = state;
  for (const { design, follows, offset, count } of places) {
    const own = weights.subarray(offset, offset + count);
    if (follows === undefined) drawWeights(design, random, own);
    else {
      const source = places.find(({ name }) => name === follows)!;
      own.set(weights.subarray(source.offset, source.offset + count));
    }
  }
  return state;
}

const parts = ["weights", "firstMoments", "secondMoments"] as const satisfies readonly NetworkPart[];

/** An agent's networks on a backend, saved and loaded as one. */
export class NetworkGroup<Design extends GroupDesign> {
  private readonly networks = new Map<string, Network>();
  private readonly places: readonly GroupPlace[];

  constructor(backend: NetworkBackend, design: Design) {
    this.places = groupPlaces(design);
    for (const place of this.places) {
      const { name, design: own } = place;
      this.networks.set(name, backend.network(own, isTrained(place)));
    }
  }

  of(name: keyof Design & string): Network {
    return this.networks.get(name)!;
  }

  /** Every target takes a step towards the network that it follows. */
  followAll(rate: number): void {
    for (const { name, follows } of this.places)
      if (follows !== undefined) this.networks.get(name)!.follow(this.networks.get(follows)!, rate);
  }

  save(): GroupState {
    const state = emptyState(this.places);
    this.transfer(state, "out");
    return state;
  }

  load(state: GroupState): void {
    this.transfer(state, "in");
  }

  private transfer(state: GroupState, direction: "in" | "out"): void {
    for (const place of this.places) {
      const { name, offset, count } = place;
      const network = this.networks.get(name)!;
      for (const part of isTrained(place) ? parts : parts.slice(0, 1))
        network.copy(part, state[part].subarray(offset, offset + count), direction);
    }
  }
}

function emptyState(places: readonly GroupPlace[]): GroupState {
  const size = (list: readonly GroupPlace[]) => list.reduce((sum, { count }) => sum + count, 0);
  const trained = size(places.filter(isTrained));
  return {
    weights: new Float32Array(size(places)),
    firstMoments: new Float32Array(trained),
    secondMoments: new Float32Array(trained),
  };
}
