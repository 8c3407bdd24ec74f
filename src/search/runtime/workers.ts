import { availableParallelism } from "node:os";
import { MessageChannel } from "node:worker_threads";
import { Tinypool } from "tinypool";
import { InputError } from "../../errors.js";
import type { Theory } from "../../theory/theory.js";
import type { SearchHooks } from "../hooks.js";
import type { SearchOptions } from "../options.js";
import type { SearchResult } from "../result.js";
import type { WorkerMessage, WorkerReply, WorkerTask } from "./worker.js";

/**
 * Number of worker threads that this process may use: what Slurm allotted, or else what the machine has.
 */
export function defaultWorkers(): number {
  const allotted = Number(process.env.SLURM_CPUS_PER_TASK);
  return Number.isInteger(allotted) && allotted > 0 ? allotted : availableParallelism();
}

/** Threads that run searches. A search's result does not depend on how many there are: it draws on random streams of its own. */
export class SearchPool {
  private readonly pool: Tinypool;

  /** @param workers at least 1 */
  constructor(workers: number) {
    const filename = new URL("./worker.js", import.meta.url).href;
    this.pool = new Tinypool({ filename, minThreads: workers, maxThreads: workers, useAtomics: false });
  }

  /** As `search`, on the next free thread. */
  async search(theory: Theory, options: SearchOptions = {}, hooks: SearchHooks = {}): Promise<SearchResult> {
    const { port1: near, port2: far } = new MessageChannel();
    const abort = () => near.postMessage("abort");
    hooks.signal?.addEventListener("abort", abort, { once: true });
    if (hooks.signal?.aborted) abort();
    near.on("message", (message: WorkerMessage) => {
      if ("progress" in message) hooks.onProgress?.(message.progress);
      else hooks.onCheckpoint?.(message.checkpoint);
    });
    const closed = new Promise((resolve) => near.once("close", resolve));
    try {
      const { resume = null, cache = true, checkpointSeconds } = hooks;
      const interval = checkpointSeconds === undefined ? {} : { checkpointSeconds };
      const task: WorkerTask = { theory, options, resume, cache, ...interval, port: far };
      const reply = (await this.pool.run(task, { transferList: [far] })) as WorkerReply;
      // the last checkpoint may still be on its way
      await closed;
      if ("issue" in reply) throw new InputError(reply.issue);
      return reply.result;
    } finally {
      hooks.signal?.removeEventListener("abort", abort);
      near.close();
    }
  }

  /** Ends the threads. */
  async close(): Promise<void> {
    await this.pool.destroy();
  }
}
