import type { MessagePort } from "node:worker_threads";
import { InputError } from "../../errors.js";
import type { Theory } from "../../theory/theory.js";
import type { SearchOptions } from "../options.js";
import type { ProgressEvent, SearchResult } from "../result.js";
import { search } from "../search.js";

/** What a worker thread is handed: one search. */
export interface WorkerTask {
  readonly theory: Theory;
  readonly options: SearchOptions;
  readonly resume: Uint8Array | null;
  /** as in the hooks of a search */
  readonly cache: boolean;
  readonly checkpointSeconds?: number;
  /** carries {@link WorkerMessage} to the main thread; any message back aborts the search */
  readonly port: MessagePort;
}

export type WorkerMessage = { readonly progress: ProgressEvent } | { readonly checkpoint: Uint8Array };

/** Errors lose their class on the way between threads; the user's mistakes travel as data. */
export type WorkerReply = { readonly result: SearchResult } | { readonly issue: InputError["issue"] };

export default async function searchInThread({
  theory,
  options,
  resume,
  cache,
  checkpointSeconds,
  port,
}: WorkerTask): Promise<WorkerReply> {
  const abort = new AbortController();
  port.once("message", () => abort.abort());
  const send = (message: WorkerMessage) => port.postMessage(message);
  try {
    const result = await search(theory, options, {
      signal: abort.signal,
      cache,
      ...(checkpointSeconds !== undefined && { checkpointSeconds }),
      onProgress: (progress) => send({ progress }),
      onCheckpoint: (checkpoint) => send({ checkpoint }),
      ...(resume && { resume }),
    });
    return { result };
  } catch (error) {
    if (error instanceof InputError) return { issue: error.issue };
    throw error;
  } finally {
    port.close();
  }
}
