import { join } from "node:path";
import { versions } from "../archive/machine.js";
import { type MapOrigin, mapFiles, readMap, type StoredMap, writeMap } from "../archive/map-file.js";
import { newRunId } from "../archive/run-id.js";
import { RunLock } from "../archive/run-lock.js";
import { describeTheory } from "../archive/run-theory.js";
import { InputError } from "../errors.js";
import { makeFolder } from "../make-folder.js";
import { pick } from "../option.js";
import { evidencePlot } from "../plots/evidence-map.js";
import { shellWord } from "../report/command-line.js";
import { beginMap } from "../search/map/begin.js";
import { checkGrid, gridSize, parseGrid } from "../search/map/grid.js";
import { computeMap, isFound } from "../search/map/map.js";
import { pointEngine } from "../search/map/pool.js";
import { type MapSummary, mapSummary } from "../search/map/summary.js";
import type { SearchOptions } from "../search/options.js";
import { defaultWorkers } from "../search/runtime/workers.js";
import { loadTheory } from "../theory/load.js";
import { type LoadOptions, loadOptions } from "../theory/options.js";
import { checkpointSeconds } from "./checkpoint-seconds.js";
import { writePlot } from "./draw.js";
import { Interrupt } from "./interrupt.js";
import { mapText } from "./map-table.js";
import { Progress } from "./progress.js";
import { engineOptions } from "./search-options.js";
import { exitCodes, type Invocation, type Terminal } from "./terminal.js";

/** What `crossing map` is told. */
export interface MapCommandOptions
  extends LoadOptions,
    Pick<SearchOptions, "points" | "rungs" | "seed" | "budget" | "unknown"> {
  readonly grid?: readonly string[];
  readonly start?: string;
  readonly workers?: number;
  readonly resume?: string;
  readonly out: string;
  readonly quiet?: boolean;
  readonly json?: boolean;
}

/** Seconds between two writes of a map that is being made, where nothing else is said. */
const SAVE_INTERVAL = 5;

/** The command `map`: computes, stores, draws and prints a map, or goes on with one. */
export async function mapAndStore(
  reference: string | undefined,
  options: MapCommandOptions,
  invocation: Invocation,
): Promise<void> {
  const { terminal } = invocation;
  const interrupt = new Interrupt(terminal);
  const progress = new Progress(terminal);
  interrupt.onFirst(() => progress.say("stopping after the points under way; Ctrl-C again to stop at once"));
  try {
    const stored =
      options.resume === undefined
        ? await begun(reference, options, { interrupt, progress })
        : resumed(reference, options);
    if (stored === null) {
      invocation.exitCode = exitCodes.interrupted;
      return;
    }
    const lock = RunLock.acquire(join(stored.path, mapFiles.lock));
    let isStored = false;
    try {
      isStored = await compute(stored, options, { interrupt, terminal, lock });
    } finally {
      lock.release();
    }
    const summary = mapSummary(stored.problem, stored.state);
    const pictures = isStored ? await draw(stored, summary, terminal) : [];
    if (!isStored) invocation.exitCode = exitCodes.failed;
    if (options.json) terminal.print(JSON.stringify({ ...summary, path: stored.path }, null, 2));
    else terminal.print(mapText(summary, { title: stored.origin.theory.title, path: stored.path, pictures }));
  } finally {
    progress.clear();
    interrupt.release();
  }
  if (!interrupt.signal.aborted) return;
  invocation.exitCode = exitCodes.interrupted;
}

interface Hands {
  readonly interrupt: Interrupt;
  readonly progress: Progress;
}

/** Null where the search at the root was interrupted before it had found anything. */
async function begun(
  reference: string | undefined,
  options: MapCommandOptions,
  { interrupt, progress }: Hands,
): Promise<StoredMap | null> {
  if (reference === undefined) throw new InputError({ where: "map", allowed: "needs a theory, or --resume" });
  if (!options.grid?.length)
    throw new InputError({ where: "--grid", allowed: "is missing: say which parameters, and where" });
  const { set, preset, free } = options;
  const given = pick(loadOptions, { set, preset, free }) as LoadOptions;
  const theory = loadTheory(reference, given);
  const axes = parseGrid(options.grid.join(" "));
  checkGrid(theory, axes, options.unknown);
  const { points, rungs, seed, budget, unknown, start, out } = options;
  const engine = await engineOptions({
    out,
    ...pickGiven({ points, rungs, seed, budget, unknown, start }),
  } as Parameters<typeof engineOptions>[0]);
  try {
    const { problem, state } = await beginMap(theory, axes, engine, {
      signal: interrupt.signal,
      onProgress: (event) => options.quiet || progress.show(event),
    });
    if (interrupt.signal.aborted) return null;
    const path = join(out, newRunId(`${theory.name}-map`, new Date()));
    makeFolder(path);
    const origin: MapOrigin = {
      theory: describeTheory(theory, reference, given),
      options: JSON.parse(JSON.stringify(engine)),
      versions: versions(),
    };
    return { path, origin, problem, state };
  } catch (error) {
    if (!(error instanceof InputError && interrupt.signal.aborted)) throw error;
    return null;
  } finally {
    progress.clear();
  }
}

const pickGiven = (values: object) =>
  Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined));

function resumed(reference: string | undefined, { resume, grid }: MapCommandOptions): StoredMap {
  if (reference !== undefined || grid !== undefined)
    throw new InputError({
      where: "--resume",
      allowed: "goes on with what the map was begun with: name that alone",
    });
  return readMap(resume!, true);
}

/** False where the map could not be stored. */
async function compute(
  stored: StoredMap,
  { workers, quiet }: MapCommandOptions,
  { interrupt, terminal, lock }: { interrupt: Interrupt; terminal: Terminal; lock: RunLock },
): Promise<boolean> {
  const { problem, state } = stored;
  const size = gridSize(state.axes);
  const engine = pointEngine(Math.min(workers ?? defaultWorkers(), size));
  const interval = checkpointSeconds() ?? SAVE_INTERVAL;
  const bar = new PointProgress(terminal, size);
  let saved = terminal.seconds();
  let trouble: InputError | null = null;
  // a disk that is full ends no map: what could not be written is written with the next points
  const save = () => {
    try {
      writeMap(stored, mapSummary(problem, state));
      trouble = null;
    } catch (error) {
      if (!(error instanceof InputError)) throw error;
      trouble = error;
    }
  };
  save();
  try {
    await computeMap(problem, state, engine, {
      signal: interrupt.signal,
      onPoint: ({ points }) => {
        const found = [...points.values()].filter(isFound);
        if (!quiet) bar.show(points.size, Math.min(...found.map(({ evidence }) => evidence)));
        if (terminal.seconds() - saved < interval) return;
        saved = terminal.seconds();
        lock.beat();
        save();
      },
    });
  } finally {
    bar.clear();
    save();
    await engine.close();
  }
  if (trouble !== null) {
    terminal.note(`warning: the map could not be stored: ${(trouble as InputError).message}\n`);
    return false;
  }
  if (interrupt.signal.aborted)
    terminal.note(
      `interrupted; ${state.points.size} of ${size} points are stored; go on with: crossing map --resume ${shellWord(stored.path)}\n`,
    );
  return true;
}

const REDRAW = 0.1;
const PRINT = 10;

/** How many points are done, on standard error. */
class PointProgress {
  private last = Number.NEGATIVE_INFINITY;
  private readonly begun: number;
  private first: number | null = null;

  constructor(
    private readonly terminal: Terminal,
    private readonly size: number,
  ) {
    this.begun = terminal.seconds();
  }

  show(done: number, best: number): void {
    const { terminal, size } = this;
    this.first ??= done - 1;
    const now = terminal.seconds();
    if (now - this.last < (terminal.redraws ? REDRAW : PRINT) && done < size) return;
    this.last = now;
    const pace = (now - this.begun) / Math.max(1, done - this.first);
    const left = done < size ? `, about ${Math.ceil(pace * (size - done))} s left` : "";
    const line = `${done} of ${size} points, best −2 ln evidence ${best.toFixed(1)}${left}`;
    terminal.note(terminal.redraws ? `\r\x1b[2K${line.slice(0, terminal.columns - 1)}` : `${line}\n`);
  }

  clear(): void {
    if (this.terminal.redraws) this.terminal.note("\r\x1b[2K");
  }
}

/** A picture that fails must not hide the numbers. */
async function draw({ path, origin }: StoredMap, summary: MapSummary, terminal: Terminal): Promise<string[]> {
  if (summary.points.length < 2) return [];
  try {
    return await writePlot(
      evidencePlot(origin.theory.title, summary),
      undefined,
      join(path, mapFiles.picture),
    );
  } catch (error) {
    if (!(error instanceof InputError)) throw error;
    terminal.note(`warning: no picture: ${error.message}\n`);
    return [];
  }
}
