import { Random } from "../../../src/math/random.js";
import { type Agent, type AgentSizes, type Batch, emptyBatch } from "../../../src/optimisers/agents/agent.js";
import { agentNamed, parseAgentOptions } from "../../../src/optimisers/agents/registry.js";
import { createWasmBackend } from "../../../src/optimisers/networks/wasm/backend.js";

/** A small task with everything that an agent learns from: its behaviour there is uniform, so that only learning helps. */
export interface Lesson {
  readonly sizes: AgentSizes;
  /** Fills a batch with transitions of uniform actions. */
  fill(batch: Batch, random: Random): void;
  /** Mean reward of what an agent does there. */
  score(propose: Agent["propose"]): number;
}

/** An agent by name after so many batches of a lesson. */
export function taught(name: string, lesson: Lesson, { updates = 0, options = {} } = {}): Agent {
  const definition = agentNamed(name);
  const parsed = { ...parseAgentOptions({ form: name, width: 32, batch: 64, ...options }) };
  const random = Random.stream(1);
  const agent = definition.create({
    sizes: lesson.sizes,
    options: parsed,
    createBackend: createWasmBackend,
    random,
  });
  const batch = emptyBatch(64, lesson.sizes);
  for (let update = 0; update < updates; update++) {
    lesson.fill(batch, random);
    agent.learn(batch, random);
  }
  return agent;
}

export const scoreOf = (lesson: Lesson, agent: Agent) => lesson.score(agent.propose.bind(agent));

/** What uniform draws, in place of an agent, get. */
export function chance(lesson: Lesson): number {
  const { actionSize } = lesson.sizes;
  return lesson.score((_, count, random) =>
    Float32Array.from({ length: actionSize * count }, () => random.between(-1, 1)),
  );
}

/** No host function, whose last bits differ between machines: digests are taken of what is learnt here. */
const bent = (x: number) => (0.8 * x) / (1 + Math.abs(x));
const wanted = (o: ArrayLike<number>) => [bent(o[0]!), bent(o[1]! - o[2]!)];

/** What is best to do follows from a random observation, −10·(distance from it)² is the reward; each transition an episode. */
export const aiming: Lesson = (() => {
  const reward = (observation: ArrayLike<number>, action: ArrayLike<number>) =>
    -10 * wanted(observation).reduce((sum, best, k) => sum + (action[k]! - best) * (action[k]! - best), 0);
  return {
    sizes: { observationSize: 3, actionSize: 2 },
    fill(batch, random) {
      batch.terminals.fill(1);
      random.fillNormal(batch.observations);
      for (let k = 0; k < batch.actions.length; k++) batch.actions[k] = random.between(-1, 1);
      for (let k = 0; k < batch.rewards.length; k++)
        batch.rewards[k] = reward(
          batch.observations.subarray(3 * k, 3 * k + 3),
          batch.actions.subarray(2 * k, 2 * k + 2),
        );
    },
    score(propose) {
      const random = Random.stream(9);
      let sum = 0;
      for (let k = 0; k < 200; k++) {
        const observation = new Float32Array(3);
        random.fillNormal(observation);
        sum += reward(observation, propose(observation, 1, random));
      }
      return sum / 200;
    },
  };
})();

/**
 * Two states: at 0 a positive action earns nothing and leads to 1, a negative one earns 0.3 and stays; at 1 a negative action earns 1 and
 * leads back, a positive one nothing. Who does not look ahead stays at 0 for 0.3 a step; half of 1 is to be had.
 */
export const investing: Lesson = (() => {
  const step = (state: number, action: number): [reward: number, next: number] => {
    if (state === 0) return action > 0 ? [0, 1] : [0.3, 0];
    return action < 0 ? [1, 0] : [0, 1];
  };
  const observe = (state: number) => [state === 0 ? 1 : -1];
  return {
    sizes: { observationSize: 1, actionSize: 1 },
    fill(batch, random) {
      for (let k = 0; k < batch.rewards.length; k++) {
        const state = random.integer(2);
        const action = random.between(-1, 1);
        const [reward, next] = step(state, action);
        batch.observations.set(observe(state), k);
        batch.actions[k] = action;
        batch.rewards[k] = reward;
        batch.nextObservations.set(observe(next), k);
        batch.terminals[k] = 0;
      }
    },
    score(propose) {
      const random = Random.stream(9);
      let [state, sum] = [0, 0];
      for (let k = 0; k < 400; k++) {
        const action = propose(Float32Array.from(observe(state)), 1, random)[0]!;
        const [reward, next] = step(state, action);
        sum += reward;
        state = next;
      }
      return sum / 400;
    },
  };
})();

/** A negative action earns 0 surely; a positive one 2 once in four and −1 else, so that its mean is worse and its best better. */
export const gambling: Lesson = {
  sizes: { observationSize: 1, actionSize: 1 },
  fill(batch, random) {
    batch.terminals.fill(1);
    batch.observations.fill(1);
    for (let k = 0; k < batch.rewards.length; k++) {
      const action = random.between(-1, 1);
      batch.actions[k] = action;
      batch.rewards[k] = action < 0 ? 0 : random.uniform() < 0.25 ? 2 : -1;
    }
  },
  /** fraction of risky actions */
  score(propose) {
    const random = Random.stream(9);
    let risky = 0;
    for (let k = 0; k < 200; k++) if (propose(Float32Array.of(1), 1, random)[0]! > 0) risky++;
    return risky / 200;
  },
};

/** Nothing is ever earned, and what is seen are actions below ½: whoever looks for the new goes above. */
export const nothing: Lesson = {
  sizes: { observationSize: 1, actionSize: 1 },
  fill(batch, random) {
    batch.terminals.fill(1);
    batch.observations.fill(1);
    batch.rewards.fill(0);
    // one in 32 from anywhere: the critics have to know of what is rare that it is new
    for (let k = 0; k < batch.actions.length; k++)
      batch.actions[k] = k % 32 === 0 ? random.between(-1, 1) : random.between(-1, 0.5);
  },
  /** fraction of actions above ½ */
  score(propose) {
    const random = Random.stream(9);
    let above = 0;
    for (let k = 0; k < 200; k++) if (propose(Float32Array.of(1), 1, random)[0]! > 0.5) above++;
    return above / 200;
  },
};

/**
 * Two places are best, ±0.7; everything else is worse by ten times the square of the distance from the nearer
 * one.
 */
export const forked: Lesson = {
  sizes: { observationSize: 1, actionSize: 1 },
  fill(batch, random) {
    batch.terminals.fill(1);
    batch.observations.fill(1);
    for (let k = 0; k < batch.rewards.length; k++) {
      const action = random.between(-1, 1);
      batch.actions[k] = action;
      batch.rewards[k] = -10 * (Math.abs(action) - 0.7) ** 2;
    }
  },
  /** fraction of actions within 0.2 of the place that gets fewer of them */
  score(propose) {
    const random = Random.stream(9);
    const near = [0, 0];
    for (let k = 0; k < 200; k++) {
      const action = propose(Float32Array.of(1), 1, random)[0]!;
      if (Math.abs(Math.abs(action) - 0.7) < 0.2) near[action > 0 ? 1 : 0]!++;
    }
    return Math.min(...near) / 200;
  },
};

/**
 * From state 0 a negative action leads to a state where one action in ten earns 1 and the others nothing, a
 * positive one to a state where each earns 0.4.
 */
export const spiked: Lesson = {
  sizes: { observationSize: 3, actionSize: 1 },
  fill(batch, random) {
    for (let k = 0; k < batch.rewards.length; k++) {
      const state = random.integer(3);
      const action = random.between(-1, 1);
      const next = action < 0 ? 1 : 2;
      const earned = state === 1 ? (Math.abs(action - 0.5) < 0.1 ? 1 : 0) : 0.4;
      for (let i = 0; i < 3; i++) {
        batch.observations[3 * k + i] = i === state ? 1 : 0;
        batch.nextObservations[3 * k + i] = i === next ? 1 : 0;
      }
      batch.actions[k] = action;
      batch.rewards[k] = state === 0 ? 0 : earned;
      batch.terminals[k] = state === 0 ? 0 : 1;
    }
  },
  /** fraction of actions at state 0 that lead to the broad reward */
  score(propose) {
    const random = Random.stream(9);
    let broad = 0;
    for (let k = 0; k < 200; k++) if (propose(Float32Array.of(1, 0, 0), 1, random)[0]! > 0) broad++;
    return broad / 200;
  },
};

/**
 * What earns more the further up it is, as far as has been seen: half of the actions, those below 0; above it
 * is a loss of 1.
 */
export const charted: Lesson = {
  sizes: { observationSize: 1, actionSize: 1 },
  fill(batch, random) {
    batch.terminals.fill(1);
    batch.observations.fill(1);
    for (let k = 0; k < batch.rewards.length; k++) {
      batch.actions[k] = random.between(-1, 0);
      batch.rewards[k] = batch.actions[k]!;
    }
  },
  /** mean reward */
  score(propose) {
    const random = Random.stream(9);
    let sum = 0;
    for (let k = 0; k < 200; k++) {
      const action = propose(Float32Array.of(1), 1, random)[0]!;
      sum += action < 0 ? action : -1;
    }
    return sum / 200;
  },
};

/** The first entry of the action matters ten times as much as the second: −10·(a₀ − 0.3)² − (a₁ + 0.2)². */
export const unequal: Lesson = {
  sizes: { observationSize: 1, actionSize: 2 },
  fill(batch, random) {
    batch.terminals.fill(1);
    batch.observations.fill(1);
    for (let k = 0; k < batch.actions.length; k++) batch.actions[k] = random.between(-1, 1);
    for (let k = 0; k < batch.rewards.length; k++) {
      const [first, second] = batch.actions.subarray(2 * k, 2 * k + 2);
      batch.rewards[k] = -10 * (first! - 0.3) ** 2 - (second! + 0.2) ** 2;
    }
  },
  /** standard deviation of the first entry over that of the second */
  score(propose) {
    const random = Random.stream(9);
    const actions = Array.from({ length: 200 }, () => [...propose(Float32Array.of(1), 1, random)]);
    const deviation = (entry: number) => {
      const values = actions.map((action) => action[entry]!);
      const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
      return Math.sqrt(values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / values.length);
    };
    return deviation(0) / deviation(1);
  },
};

/**
 * As {@link aiming}, with what is observed in other units: a thousand and a thousandth of the former ones.
 */
export const unscaled: Lesson = (() => {
  const units = [1000, 1, 1e-3];
  const scaled = (observation: Float32Array) => observation.map((value, i) => value * units[i % 3]!);
  return {
    sizes: aiming.sizes,
    fill(batch, random) {
      aiming.fill(batch, random);
      batch.observations.set(scaled(batch.observations));
    },
    score: (propose) =>
      aiming.score((observation, count, random) => propose(scaled(observation), count, random)),
  };
})();
