import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { stringify } from "yaml";
import { fitChannelAmplitudes } from "../../src/search/ladder/channel-amplitudes.js";
import { Rung } from "../../src/search/rung/rung.js";
import { createSetting } from "../../src/search/rung/setting.js";
import { loadTheory } from "../../src/theory/load.js";
import type { Theory } from "../../src/theory/theory.js";

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "crossing-amplitudes-"));
});
afterAll(() => rmSync(folder, { recursive: true }));

/** ε and T of the 2D Ising model's ⟨σσσσ⟩ in each of the channels, whose externals are all σ. */
function copies(channels: readonly string[], charges: readonly number[]): Theory {
  const file = join(folder, "theory.yaml");
  const document = {
    name: "copies",
    title: "one correlator several times",
    sources: [],
    family: channels.length > 1 ? "global-2d-joint" : "global-2d",
    points: { set: "spread", count: 40 },
    external: Object.fromEntries(channels.map((name, c) => [name, charges[c]!])),
    spectrum: [
      { spin: 0, delta: [0.1, 4], ...(channels.length > 1 && { channel: "all" }) },
      { spin: 2, delta: 2, ...(channels.length > 1 && { channel: "all" }) },
    ],
    ladder: [{ operators: 2, cut: 3.5 }],
  };
  writeFileSync(file, stringify(document));
  return loadTheory(file);
}

function fitted(theory: Theory, channelAmplitudes: Record<string, number>) {
  const setting = createSetting(theory, theory.ladder);
  const [spec] = theory.ladder;
  const x = Float64Array.of(1);
  const state = { amplitude: 0.3, channelAmplitudes };
  const found = fitChannelAmplitudes(setting, { spec: spec!, x, state });
  const evidence = (amplitudes: Record<string, number>) => {
    const { model } = new Rung(setting, spec!, "whitened", { evaluations: 0 }, { amplitudes });
    return model!.posterior(x, model!.fitAmplitude(x, 0.3)).evidence();
  };
  return { found, evidence };
}

describe("sizes of the channels' tails", () => {
  it("are none of a single correlator's", () => {
    expect(fitted(copies(["delta"], [1 / 8]), {}).found).toBeNull();
  });

  it("are equal in two copies of one correlator, wherever the fit begins", () => {
    const theory = copies(["a", "b"], [1 / 8, 1 / 8]);
    const first = Math.log(fitted(theory, {}).found!.amplitudes.b ?? 1);
    expect(Math.abs(first)).toBeLessThan(0.2);
    const second = Math.log(fitted(theory, { b: 20 }).found!.amplitudes.b!);
    expect(Math.abs(second)).toBeLessThan(0.4);
  });

  it("have an evidence that none near them exceeds", () => {
    const { found, evidence } = fitted(copies(["a", "b"], [1 / 8, 1 / 4]), {});
    const b = found!.amplitudes.b ?? 1;
    const best = evidence({ b });
    for (const factor of [0.5, 0.7, 1.4, 2]) expect(evidence({ b: b * factor })).toBeGreaterThan(best);
  });
});
