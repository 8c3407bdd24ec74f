import { Tinypool } from "tinypool";
import { type LostPoint, type MapPoint, type MapProblem, mapPoint, type PointTask } from "./point.js";

/** Computes points of a map, some at a time. Which, and how many, changes no number. */
export interface PointEngine {
  readonly hands: number;
  point(problem: MapProblem, task: PointTask): Promise<MapPoint | LostPoint>;
  close(): Promise<void>;
}

/** In this thread, or in so many others. @param workers at least 1 */
export function pointEngine(workers: number): PointEngine {
  if (workers === 1) return { hands: 1, point: mapPoint, close: async () => {} };
  const filename = new URL("./worker.js", import.meta.url).href;
  const pool = new Tinypool({ filename, minThreads: workers, maxThreads: workers, useAtomics: false });
  return {
    hands: workers,
    point: (problem, point) => pool.run({ problem, point }),
    close: () => pool.destroy(),
  };
}
