import { serialize } from "node:v8";
import type { SearchHooks } from "../hooks.js";
import type { ProgressEvent } from "../result.js";
import { Clock } from "../runtime/clock.js";
import { keptState } from "../runtime/kept-state.js";
import { CHECKPOINT_INTERVAL } from "../solve.js";
import type { Spent } from "../stopped.js";

interface JournalState {
  /** what each step that is finished gave, in their order */
  readonly steps: unknown[];
  /** state of the ladder that is being climbed, where one is */
  readonly ladder: Uint8Array | null;
  /** on all steps that are finished */
  readonly spent: Spent;
  /** time on the clock when the last of them was */
  readonly finishedAt: number;
  cpuSeconds: number;
  wallSeconds: number;
}

/**
 * The steps of a search that consists of ladders and descents. An interrupted one is led through what its
 * journal keeps to where it was, and does none of that again.
 */
export class Journal {
  readonly clock: Clock;
  private readonly steps: unknown[];
  private ladder: Uint8Array | null;
  private present: { readonly spent: Spent; readonly at: number };
  private position = 0;
  private keptAt: number;

  /** @throws InputError for a state that this version of Node or of the program cannot read */
  constructor(private readonly hooks: SearchHooks) {
    const state = hooks.resume === undefined ? null : keptState<JournalState>(hooks.resume);
    this.steps = state?.steps ?? [];
    this.ladder = state?.ladder ?? null;
    this.present = { spent: state?.spent ?? { evaluations: 0, sacSteps: 0 }, at: state?.finishedAt ?? 0 };
    this.clock = new Clock(state ?? undefined);
    this.keptAt = this.clock.wallSeconds;
  }

  /** On all steps that are finished. */
  get spent(): Spent {
    return this.present.spent;
  }

  /** Seconds on the clock when the last of them was. */
  get finishedAt(): number {
    return this.present.at;
  }

  /**
   * What a step gave when it was done before; else it is done. @param spent on all steps, counted while they
   * are done
   */
  async step<Value>(spent: Spent, work: () => Promise<Value>): Promise<Value> {
    if (this.position < this.steps.length) return this.steps[this.position++] as Value;
    const value = await work();
    this.steps.push(value);
    this.position++;
    this.ladder = null;
    this.present = {
      spent: { evaluations: spent.evaluations, sacSteps: spent.sacSteps },
      at: this.clock.wallSeconds,
    };
    const { checkpointSeconds = CHECKPOINT_INTERVAL } = this.hooks;
    if (this.clock.wallSeconds - this.keptAt >= checkpointSeconds) await this.checkpoint();
    return value;
  }

  /**
   * For the ladder of a step: its state is part of the journal's, and it reports what all steps before it
   * took as well.
   */
  ladderHooks(): SearchHooks {
    const { resume: _, onCheckpoint, onProgress, ...hooks } = this.hooks;
    const { clock, spent } = this;
    return {
      ...hooks,
      ...(this.ladder !== null && { resume: this.ladder }),
      ...(onCheckpoint && {
        onCheckpoint: (ladder: Uint8Array) => {
          this.ladder = ladder;
          return this.checkpoint();
        },
      }),
      ...(onProgress && {
        onProgress: (event: ProgressEvent) =>
          onProgress({
            ...event,
            seconds: clock.wallSeconds,
            evaluations: spent.evaluations + event.evaluations,
            sacSteps: spent.sacSteps + event.sacSteps,
          }),
      }),
    };
  }

  /** Has the journal kept as it is. */
  async checkpoint(): Promise<void> {
    const { steps, ladder, spent, finishedAt, clock } = this;
    this.keptAt = clock.wallSeconds;
    const state: JournalState = { steps, ladder, spent, finishedAt, cpuSeconds: 0, wallSeconds: 0 };
    clock.note(state);
    await this.hooks.onCheckpoint?.(serialize(state));
  }
}
