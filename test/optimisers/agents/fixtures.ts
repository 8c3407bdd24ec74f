import type { Random } from "../../../src/math/random.js";
import type { Agent, AgentSizes, Batch } from "../../../src/optimisers/agents/agent.js";
import { sac } from "../../../src/optimisers/agents/sac.js";
import { sacClassic } from "../../../src/optimisers/agents/sac-classic.js";
import type { SacState } from "../../../src/optimisers/agents/sac-state.js";
import type { BackendFactory } from "../../../src/optimisers/networks/backend.js";
import { tensorsOf } from "../../../src/optimisers/networks/design.js";
import { type GroupDesign, type GroupState, groupPlaces } from "../../../src/optimisers/networks/group.js";

/** An agent of small networks, in either form of SAC. */
export interface AgentCase extends AgentSizes {
  readonly form: "classic" | "modern";
  readonly width: number;
  readonly batch: number;
  readonly proposals: number;
  readonly learningRate: number;
  readonly discount: number;
  readonly targetRate: number;
}

export function agentCase(form: "classic" | "modern", changes: Partial<AgentCase> = {}): AgentCase {
  return {
    form,
    observationSize: 13,
    actionSize: 3,
    width: 32,
    batch: 16,
    proposals: 5,
    learningRate: 5e-4,
    discount: 0.9,
    targetRate: 0.01,
    ...changes,
  };
}

/** Its agent with weights from `random`; the modern one begins at temperature 0.2 and aims at an entropy of −3. */
export function createAgent(own: AgentCase, createBackend: BackendFactory, random: Random) {
  const { form, observationSize, actionSize, proposals, ...shared } = own;
  const sizes = { observationSize, actionSize };
  const agent: Agent =
    form === "classic"
      ? sacClassic.create({
          sizes,
          options: { ...sacClassic.options.parse({}), ...shared },
          createBackend,
          random,
        })
      : sac.create({
          sizes,
          options: {
            ...sac.options.parse({}),
            ...shared,
            temperature: 0.2,
            targetEntropy: -3 / actionSize,
            samples: proposals,
          },
          createBackend,
          random,
        });
  return agent as Omit<Agent, "save"> & { save(): SacState };
}

export function randomBatch({ batch: rows, observationSize, actionSize }: AgentCase, random: Random): Batch {
  const normals = (count: number) => {
    const values = new Float32Array(count);
    random.fillNormal(values);
    return values;
  };
  return {
    observations: normals(rows * observationSize),
    nextObservations: normals(rows * observationSize),
    actions: normals(rows * actionSize).map((value) => Math.min(Math.max(value / 2, -0.95), 0.95)),
    rewards: normals(rows),
    terminals: Float32Array.from({ length: rows }, () => (random.uniform() < 0.2 ? 1 : 0)),
  };
}

/** Each tensor of an agent's state: `offset` into its weights. */
export function stateTensors({ form, observationSize, actionSize, width }: AgentCase) {
  const base = { observationSize, width, layerNorm: false };
  const critic = { design: { ...base, actionSize, layerNorm: form === "modern", head: "scalar" } } as const;
  const value = { design: { ...base, actionSize: 0, head: "scalar" } } as const;
  const group: GroupDesign = {
    actor: { design: { ...base, actionSize: 0, head: { actions: actionSize } } },
    critic1: critic,
    critic2: critic,
    ...(form === "classic"
      ? { value, targetValue: { ...value, follows: "value" } }
      : {
          targetCritic1: { ...critic, follows: "critic1" },
          targetCritic2: { ...critic, follows: "critic2" },
        }),
  };
  return groupPlaces(group).flatMap(({ name: network, design, offset }) =>
    tensorsOf(design).map((tensor) => ({ ...tensor, network, offset: offset + tensor.offset })),
  );
}

/** ‖a − b‖/‖b‖ of each tensor of weights or moments, by network and name. */
export function differences(own: AgentCase, part: keyof GroupState, a: GroupState, b: GroupState) {
  const [left, right] = [a[part], b[part]];
  return stateTensors(own)
    .filter(({ offset }) => offset < right.length)
    .map(({ network, name, rows, columns, offset }) => {
      let square = 0;
      let norm = 0;
      for (let i = offset; i < offset + rows * columns; i++) {
        square += (left[i]! - right[i]!) ** 2;
        norm += right[i]! ** 2;
      }
      return {
        name: `${network}.${name}`,
        difference: norm > 0 ? Math.sqrt(square / norm) : Math.sqrt(square),
      };
    });
}

/** By version, not by asking the engine: that is what is tested. */
export const hasRelaxedSimd = Number(process.versions.node.split(".")[0]) >= 22;
