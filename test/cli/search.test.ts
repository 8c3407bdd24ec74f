import { existsSync, readdirSync, readFileSync, truncateSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { beforeEach, describe, expect, it, vi } from "vitest";
import { InputError } from "../../src/errors.js";
import type { SearchHooks } from "../../src/search/hooks.js";
import type { SearchOptions } from "../../src/search/options.js";
import type { SearchResult } from "../../src/search/result.js";
import type { Theory } from "../../src/theory/theory.js";
import { exampleResult } from "../archive/example-result.js";
import { progressEvent, scratchFolder } from "../archive/example-run.js";
import { crossing, fakeTerminal } from "./command-line.js";

type Engine = (theory: Theory, options: SearchOptions, hooks: SearchHooks) => Promise<SearchResult>;

// These tests are about the command; the engine has its own.
const engine = vi.hoisted(() => ({ search: undefined as unknown }));
vi.mock("../../src/search/search.js", () => ({
  search: (...args: Parameters<Engine>) => (engine.search as Engine)(...args),
}));
// One thread: a worker would not see the engine above.
vi.mock("../../src/search/runtime/workers.js", () => ({ defaultWorkers: () => 1 }));

const calls: SearchOptions[] = [];
const reportAndFinish: Engine = async (theory, options, hooks) => {
  calls.push(options);
  hooks.onProgress?.(progressEvent(100, 1e4, { rung: 1, rungs: 2, operators: 2 }));
  await hooks.onCheckpoint?.(Uint8Array.of(1));
  hooks.onProgress?.(progressEvent(200, 0.4, { rung: 2, rungs: 2, operators: 4 }));
  return exampleResult({
    parameters: theory.parameters,
    seed: options.seed ?? -1,
    stream: options.stream ?? -1,
  });
};

beforeEach(() => {
  calls.length = 0;
  engine.search = reportAndFinish;
});

describe("crossing search", () => {
  it("--json prints exactly one document on standard output, the stored result, progress elsewhere", async () => {
    const out = scratchFolder();
    const { code, stdout, stderr } = await crossing(["search", "ising-2d", "--json", "--out", out]);
    expect(code).toBe(0);
    const result = JSON.parse(stdout);
    expect(result).toMatchObject({
      theory: "ising-2d",
      seed: 1,
      stream: 0,
      chi2: 0.37,
      stopReason: "converged",
    });
    // the file says nothing of where it lies
    const stored = JSON.parse(readFileSync(join(result.path, "run.json"), "utf8")).result;
    expect(stored).toEqual({ ...result, path: null });
    expect(readdirSync(out)).toEqual([result.runId]);
    expect(stderr).toBe(
      "rung 1/2  2 operators  polish  best 1.00e+4  100 evaluations  0.1 s\n" +
        "rung 2/2  4 operators  polish  best 0.400  200 evaluations  0.2 s\n",
    );
  });

  it("puts the exact values of the theory file beside what was found", async () => {
    const { stdout } = await crossing(["search", "ising-2d", "--json", "--out", scratchFolder()]);
    expect(JSON.parse(stdout).operators[0].exact).toEqual({ delta: 1, ope2: 0.25 });
  });

  it("prints a table with uncertainties, pulls, ladder, warnings, cost, and what to type next", async () => {
    const { stdout } = await crossing(["search", "ising-2d", "--out", scratchFolder(), "--quiet"]);
    for (const text of [
      /^2D Ising model, ⟨σσσσ⟩\nhybrid, ladder, whitened objective, seed 1$/m,
      /^1 {2}ε {5}0 {2}1\.00003\(2\) +1 +1\.5 {2}0\.25002\(3\) +0\.25 +0\.7$/m,
      /^2 {2}T {5}2 {2}2 fixed +2 +– /m,
      /~6\.3 .* undetermined$/m,
      /^χ² 0\.370 on 52 rows, ‖E‖ 2\.10e-6 \(2\.30e-6 on held-out points\), cut Δ = 7$/m,
      /^ {3}2 +7 +7 +0\.370 +-352\.8 +36000 +2\.1$/m,
      /^warning \(undetermined\): operator 6/m,
      /^stopped: converged; 41200 evaluations, 1200 SAC steps, 2\.5 CPU s, 2\.6 s$/m,
      /^stored in .*\nnext: crossing compare /m,
    ]) {
      expect(stdout).toMatch(text);
    }
  });

  it("hands its options to the engine, and nothing that was not given", async () => {
    const args =
      "--optimiser sac --sac classic --form joint --budget 5m,20000e --rungs 3 --seed 7 --points bootstop-180";
    await crossing(["search", "gff-2d", "--set", "delta=0.3", "--out", scratchFolder(), ...args.split(" ")]);
    expect(calls).toEqual([
      {
        optimiser: "sac",
        sac: "classic",
        form: "joint",
        budget: { seconds: 300, evaluations: 20000 },
        rungs: 3,
        seed: 7,
        stream: 0,
        points: "bootstop-180",
      },
    ]);
  });

  it("--runs K does K streams of one seed and prints {runs}", async () => {
    const out = scratchFolder();
    const { stdout } = await crossing([
      "search",
      "ising-2d",
      "--runs",
      "3",
      "--json",
      "--out",
      out,
      "--quiet",
    ]);
    const { runs } = JSON.parse(stdout);
    expect(runs.map(({ stream }: SearchResult) => stream)).toEqual([0, 1, 2]);
    expect(new Set(runs.map(({ runId }: SearchResult) => runId)).size).toBe(3);
    const table = (await crossing(["search", "ising-2d", "--runs", "2", "--out", out])).stdout;
    expect(table).toMatch(/^best run:$/m);
  });

  it("--runs K calls best what `runs list --sort fit` puts first: −2 ln(evidence) compares rungs, χ² does not", async () => {
    const climbed = (operators: number, evidence: number) => ({
      operators,
      cut: 7,
      chi2: 0.4,
      amplitude: 1,
      evidence,
      evaluations: 100,
      cpuSeconds: 0.1,
      best: [],
    });
    engine.search = async (_theory: Theory, { seed = 1, stream = 0 }: SearchOptions) =>
      exampleResult({
        seed,
        stream,
        ...(stream === 0
          ? { chi2: 0.3, ladder: [climbed(6, -340)] }
          : { chi2: 0.5, ladder: [climbed(6, -350)] }),
      });
    const out = scratchFolder();
    const { stdout } = await crossing(["search", "ising-2d", "--runs", "2", "--out", out, "--quiet"]);
    const [best, other] = [1, 0].map((stream) => {
      const row = new RegExp(`^(\\S+) +${stream} +-3[45]0\\.0 +0\\.[35]00 `, "m").exec(stdout);
      return row?.[1];
    });
    expect(stdout.split("best run:")[1]).toContain(`stored in ${join(out, best!)}\n`);
    const listed = (await crossing(["runs", "list", "--sort", "fit", "--out", out])).stdout;
    expect(listed.indexOf(best!)).toBeGreaterThan(0);
    expect(listed.indexOf(best!)).toBeLessThan(listed.indexOf(other!));
  });

  it("--runs K goes on after a run that fails, prints the others and exits 1", async () => {
    engine.search = async (theory: Theory, options: SearchOptions, hooks: SearchHooks) => {
      if (options.stream === 1) throw new InputError({ where: "objective", allowed: "no start solves it" });
      return reportAndFinish(theory, options, hooks);
    };
    const out = scratchFolder();
    const line = ["search", "ising-2d", "--runs", "3", "--out", out, "--quiet"];
    const { code, stdout, stderr } = await crossing([...line, "--json"]);
    expect(code).toBe(1);
    expect(JSON.parse(stdout).runs.map(({ stream }: SearchResult) => stream)).toEqual([0, 2]);
    expect(stderr).toBe("run 2/3  failed: objective: no start solves it\ncrossing: 1 of 3 runs failed\n");
    const states = JSON.parse((await crossing(["runs", "list", "--json", "--out", out])).stdout).runs;
    expect(states.map(({ state }: { state: string }) => state).sort()).toEqual([
      "complete",
      "complete",
      "failed",
    ]);
    expect((await crossing(line)).stdout).toMatch(/^best run:$/m);
  });

  it("an infinite parameter is called so", async () => {
    const { stdout } = await crossing(["search", "sixd-20", "--set", "c=inf", "--out", scratchFolder()]);
    expect(stdout).toMatch(/^6D .*, c = inf$/m);
  });

  it("starts from a data file", async () => {
    const out = scratchFolder();
    const file = join(out, "start.yaml");
    writeFileSync(file, "operators:\n  - {spin: 0, delta: 1, ope2: 0.25}\n");
    await crossing(["search", "ising-2d", "--start", file, "--out", out]);
    expect(calls[0]).toMatchObject({ start: [{ spin: 0, delta: 1, ope2: 0.25 }] });
    for (const [content, message] of [
      [
        "operators: [{spin: 0, delta: one, ope2: 1}]",
        /start\.yaml: operators\[0\]\.delta: got "one": must be a finite number/,
      ],
      ["operators: [{spin: 0.5, delta: 1, ope2: 1}]", /start\.yaml: operators\[0\]\.spin: got 0\.5: must be/],
      ["operators: [{spin: 0, delta: 1, ope2: 1, x: 2}]", /start\.yaml: operators\[0\]\.x: .*unknown key/],
      ["operators: [", /start\.yaml: is not valid YAML: .* at line/],
      ["operators: *x", /start\.yaml: is not valid YAML: Unresolved alias/],
      ["operators: []", /start\.yaml: operators: got \[\]: must hold at least one operator/],
      ["", /start\.yaml: got null: must be a mapping with the keys operators/],
    ] as const) {
      writeFileSync(file, content);
      const { code, stderr } = await crossing(["search", "ising-2d", "--start", file, "--out", out]);
      expect(stderr).toMatch(message);
      expect(code).toBe(2);
    }
  });

  it("--plot draws the spectrum next to the run", async () => {
    const { stdout } = await crossing(["search", "ising-2d", "--plot", "--out", scratchFolder(), "--quiet"]);
    const [, svg, png] = /^picture: (.*spectrum\.svg)\npicture: (.*spectrum\.png)$/m.exec(stdout)!;
    expect(readFileSync(svg!, "utf8")).toMatch(/^<svg /);
    expect(readFileSync(png!).subarray(1, 4).toString()).toBe("PNG");
  });

  it("an unwritable folder is one line before any work", async () => {
    const file = join(scratchFolder(), "file");
    writeFileSync(file, "");
    const { code, stderr } = await crossing(["search", "ising-2d", "--out", file]);
    expect(stderr).toMatch(/^crossing: [^\n]*--out\n$/);
    expect(code).toBe(2);
    expect(calls).toEqual([]);
  });

  it("a bug ends with exit code 1 and a trace, and the run says so", async () => {
    engine.search = async () => {
      throw new Error("singular matrix");
    };
    const out = scratchFolder();
    const { code, stderr, stdout } = await crossing(["search", "ising-2d", "--json", "--out", out]);
    expect(stderr).toMatch(/this is a bug.*\nError: singular matrix\n {4}at /);
    expect([code, stdout]).toEqual([1, ""]);
    expect((await crossing(["runs", "show", "20", "--out", out])).stdout).toMatch(
      /\(failed\)[\s\S]*failed {3}singular matrix/,
    );
  });

  it("a search that failed ends with exit code 1", async () => {
    engine.search = async () => exampleResult({ stopReason: "failed" });
    expect((await crossing(["search", "ising-2d", "--out", scratchFolder()])).code).toBe(1);
  });
});

describe("Ctrl-C", () => {
  const stopWhenAsked: Engine = async (_theory, _options, hooks) => {
    hooks.onProgress?.(progressEvent(100, 1e4));
    await hooks.onCheckpoint?.(Uint8Array.of(42));
    hooks.onProgress?.(progressEvent(150, 5e3));
    terminal.interrupt();
    return exampleResult({ stopReason: hooks.signal?.aborted ? "interrupted" : "converged" });
  };
  let terminal = fakeTerminal();
  beforeEach(() => {
    terminal = fakeTerminal();
    engine.search = stopWhenAsked;
  });

  it("stores what there is, prints the line to resume, exits 130; the line resumes from the checkpoint", async () => {
    const out = scratchFolder();
    const { code, stderr } = await crossing(["search", "ising-2d", "--seed", "5", "--out", out], terminal);
    expect(code).toBe(130);
    const [, path] = /go on with: crossing search --resume (\S+)$/m.exec(stderr)!;
    expect((await crossing(["runs", "list", "--out", out])).stdout).toMatch(/interrupted {2}.*interrupted$/m);

    let resumed: unknown;
    engine.search = async (theory: Theory, options: SearchOptions, hooks: SearchHooks) => {
      resumed = { state: hooks.resume, options };
      return reportAndFinish(theory, options, hooks);
    };
    const again = await crossing(["search", "--resume", path!, "--out", out, "--json"]);
    expect(again.code).toBe(0);
    expect(resumed).toEqual({ state: Uint8Array.of(42), options: { seed: 5, stream: 0 } });
    expect(JSON.parse(again.stdout)).toMatchObject({ path, seed: 5 });
    const trace = readFileSync(join(path!, "trace.ndjson"), "utf8").trim().split("\n");
    expect(trace.map((line) => JSON.parse(line).evaluations)).toEqual([100, 100, 200, undefined]);
    const third = await crossing(["search", "--resume", path!, "--out", out]);
    expect(third.stderr).toMatch(/the run is complete, there is nothing to resume/);
    expect(third.code).toBe(2);
  });

  it("before anything was found: --json says so, the run can be resumed all the same", async () => {
    const out = scratchFolder();
    engine.search = async () => {
      terminal.interrupt();
      throw new InputError({ where: "budget", allowed: "nothing was found" });
    };
    const { code, stdout, stderr } = await crossing(["search", "ising-2d", "--json", "--out", out], terminal);
    expect(code).toBe(130);
    expect(JSON.parse(stdout)).toMatchObject({ theory: "ising-2d", stopReason: "interrupted" });
    const [, path] = /before anything was found; go on with: crossing search --resume (\S+)$/m.exec(stderr)!;
    engine.search = reportAndFinish;
    expect((await crossing(["search", "--resume", path!, "--out", out])).code).toBe(0);
  });

  it("between several runs leaves out the rest, and says how to begin them", async () => {
    const out = scratchFolder();
    const { code, stdout, stderr } = await crossing(
      ["search", "gff-2d", "--set", "delta=0.3", "--runs", "4", "--seed", "7", "--json", "--out", out],
      terminal,
    );
    expect(code).toBe(130);
    expect(JSON.parse(stdout).runs).toHaveLength(1);
    const [, line] = /^runs 2 to 4 were not begun; begin with: crossing (.+)$/m.exec(stderr)!;
    engine.search = reportAndFinish;
    await crossing(line!.split(" "));
    expect(calls.map(({ seed, stream }) => [seed, stream])).toEqual([
      [7, 1],
      [7, 2],
      [7, 3],
    ]);
  });

  it("a million runs cost nothing before they begin", async () => {
    const before = process.memoryUsage().heapUsed;
    const { code } = await crossing(
      ["search", "ising-2d", "--runs", "1000000", "--out", scratchFolder(), "--quiet"],
      terminal,
    );
    expect(code).toBe(130);
    expect(process.memoryUsage().heapUsed - before).toBeLessThan(1e8);
  });

  it("--json still prints one document", async () => {
    const { code, stdout } = await crossing(
      ["search", "ising-2d", "--json", "--out", scratchFolder()],
      terminal,
    );
    expect(code).toBe(130);
    expect(JSON.parse(stdout).stopReason).toBe("interrupted");
  });
});

describe("a run whose budget was used up", () => {
  it("goes on with a larger one, and not without", async () => {
    const out = scratchFolder();
    engine.search = async (theory: Theory, options: SearchOptions, hooks: SearchHooks) => {
      await reportAndFinish(theory, options, hooks);
      return exampleResult({ stopReason: "budget-evaluations" });
    };
    const args = ["search", "ising-2d", "--budget", "100e", "--out", out, "--json"];
    const first = await crossing(args);
    expect(first.code).toBe(0);
    const id = JSON.parse(first.stdout).runId;
    const refused = await crossing(["search", "--resume", id, "--out", out]);
    expect(refused.stderr).toMatch(/give a larger --budget to go on/);
    await crossing(["search", "--resume", id, "--out", out, "--budget", "300e"]);
    expect(calls.at(-1)).toMatchObject({ budget: { evaluations: 300 } });
  });
});

describe("stored runs", () => {
  it("compare prints rows and exits 1 above the limit", async () => {
    const out = scratchFolder();
    await crossing(["search", "ising-2d", "--out", out]);
    const { code, stdout } = await crossing(["compare", "20", "--out", out, "--json", "--fail-above", "9"]);
    const { rows } = JSON.parse(stdout);
    expect(rows[0]).toMatchObject({
      quantity: "delta[ε]",
      value: 1.00003,
      error: 2e-5,
      reference: 1,
      kind: "exact",
    });
    expect(rows[0].pull).toBeCloseTo(1.5, 9);
    expect(code).toBe(0);
    const strict = await crossing(["compare", "20", "--out", out, "--fail-above", "1"]);
    expect(strict.code).toBe(1);
    expect(strict.stderr).toMatch(/largest pull [\d.]+ σ, allowed 1 σ/);
    expect(strict.stdout).toMatch(/delta\[ε\] +0 +1\.00003\(2\)/);
  });

  it("plot draws the convergence from the trace", async () => {
    const out = scratchFolder();
    await crossing(["search", "ising-2d", "--runs", "2", "--out", out]);
    const file = join(out, "both.svg");
    const runs = readdirSync(out).map((id) => join(out, id));
    const { code, stdout } = await crossing(["plot", ...runs, "--kind", "convergence", "-o", file, "--json"]);
    expect([code, JSON.parse(stdout)]).toEqual([0, { files: [file] }]);
    expect(existsSync(file)).toBe(true);
    expect((await crossing(["plot", ...runs, "-o", file])).stderr).toMatch(/each run has its own spectrum/);
    expect((await crossing(["plot", runs[0]!, "-o", join(out, "x.pdf")])).stderr).toMatch(/\.svg or \.png/);
  });

  it("runs list passes over a damaged one with a warning; compare refuses it", async () => {
    const out = scratchFolder();
    await crossing(["search", "ising-2d", "--out", out]);
    const [id] = readdirSync(out) as [string];
    truncateSync(join(out, id, "run.json"), 300);
    const { code, stdout, stderr } = await crossing(["runs", "list", "--out", out, "--json"]);
    expect([code, JSON.parse(stdout).runs]).toEqual([0, []]);
    expect(stderr).toMatch(/^warning: left out: .*run\.json: not a whole JSON document/);
    const refused = await crossing(["compare", id, "--out", out]);
    expect([refused.code, refused.stdout]).toEqual([2, ""]);
  });
});
