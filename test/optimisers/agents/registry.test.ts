import { deserialize, serialize } from "node:v8";
import { beforeAll, describe, expect, it } from "vitest";
import { InputError } from "../../../src/errors.js";
import { Random } from "../../../src/math/random.js";
import type { AgentSearchState } from "../../../src/optimisers/agents/agent-search.js";
import { agentNamed, agentNames, registerAgent } from "../../../src/optimisers/agents/registry.js";
import { createAgentSearch, resumeAgentSearch } from "../../../src/optimisers/agents/search.js";
import { search } from "../../../src/search/search.js";
import { loadTheory } from "../../../src/theory/load.js";
import { oscillations } from "./environments.js";
import { toy } from "./toy-agent.js";

beforeAll(() => registerAgent(toy));

describe("an agent from one file", () => {
  it("proposes in a search that asks for it by name", async () => {
    const options = { optimiser: "sac", agent: "toy", rungs: 1, seed: 1 } as const;
    const result = await search(loadTheory("ising-2d"), options);
    expect(result.sacSteps).toBeGreaterThan(100);
    expect(result.operators.some(({ origin }) => origin === "agent")).toBe(true);
    const half = await search(loadTheory("ising-2d"), { ...options, agentOptions: { exploration: 1 } });
    expect(half.operators.some(({ origin }) => origin === "agent")).toBe(false);
  });

  it("goes on from a file's bytes as if never interrupted", () => {
    const begin = () => createAgentSearch(oscillations(2), { form: "toy" }, Random.stream(1));
    const whole = begin();
    for (let k = 0; k < 20; k++) whole.step();
    const first = begin();
    for (let k = 0; k < 12; k++) first.step();
    const state = deserialize(serialize(first.save())) as AgentSearchState;
    const resumed = resumeAgentSearch(oscillations(2), state);
    for (let k = 0; k < 8; k++) resumed.step();
    expect(resumed.save()).toEqual(whole.save());
  });
});

describe("the registry", () => {
  it("knows SAC's two forms by their older names", () => {
    expect(agentNamed("modern")).toBe(agentNamed("sac"));
    expect(agentNamed("classic")).toBe(agentNamed("sac-classic"));
    expect(agentNames().slice(0, 2)).toEqual(["sac", "sac-classic"]);
  });

  it("names the agents to who asks for another, and takes a name once", async () => {
    expect(() => agentNamed("ppo")).toThrow(/agent: got "ppo": one of sac, sac-classic/);
    expect(() => registerAgent(toy)).toThrow(InputError);
    const both = { agent: "sac", sac: "classic" } as const;
    await expect(search(loadTheory("ising-2d"), both)).rejects.toThrow(/either an agent or a form of SAC/);
  });
});
