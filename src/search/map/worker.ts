import { mapPoint } from "./point.js";

/** What a worker thread is handed: a problem and one of its points. */
export default (task: { problem: Parameters<typeof mapPoint>[0]; point: Parameters<typeof mapPoint>[1] }) =>
  mapPoint(task.problem, task.point);
