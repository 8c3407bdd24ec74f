import { spawn } from "node:child_process";
import type { NonlinearProblem } from "../../../src/optimisers/interior-point/index.js";

export interface IpoptAnswer {
  /** Ipopt's ApplicationReturnStatus: 0 solved, 1 acceptable, 2 infeasible, negative for failures */
  readonly status: number;
  readonly iterations: number;
  readonly objective: number;
}

/** Solves a problem with the Ipopt library through the compiled `bridge.c` at `bridge`. */
export async function ipopt(
  bridge: string,
  problem: NonlinearProblem,
  options: { readonly lbfgs: boolean; readonly boundRelaxation: number },
): Promise<IpoptAnswer> {
  const n = problem.variables;
  const m = problem.constraintLower?.length ?? 0;
  const child = spawn(bridge, [], { stdio: ["pipe", "pipe", "ignore"] });
  const fill = (value: number) => new Array<number>(n).fill(value);
  const send = (values: ArrayLike<number>) =>
    child.stdin.write(new Uint8Array(Float64Array.from(values).buffer));
  child.stdin.write(new Uint8Array(Int32Array.of(n, m, options.lbfgs ? 1 : 0).buffer));
  send([options.boundRelaxation]);
  send(Array.from(problem.lower ?? fill(-1e20), (v) => Math.max(v, -1e20)));
  send(Array.from(problem.upper ?? fill(1e20), (v) => Math.min(v, 1e20)));
  send(problem.start);
  send(Array.from(problem.constraintLower ?? [], (v) => Math.max(v, -1e20)));
  send(Array.from(problem.constraintUpper ?? [], (v) => Math.min(v, 1e20)));
  let pending = Buffer.alloc(0);
  for await (const chunk of child.stdout) {
    pending = Buffer.concat([pending, chunk as Buffer]);
    for (;;) {
      if (pending.length < 4) break;
      const kind = pending.readInt32LE(0);
      const count = kind === 0 ? 3 : kind === 5 ? n + 1 + m : n;
      if (pending.length < 4 + 8 * count) break;
      const values = Float64Array.from({ length: count }, (_, i) => pending.readDoubleLE(4 + 8 * i));
      pending = pending.subarray(4 + 8 * count);
      if (kind === 0) return { status: values[0]!, iterations: values[1]!, objective: values[2]! };
      send(answer(problem, kind, values));
    }
  }
  throw new Error("the bridge to Ipopt ended without an answer");
}

function answer(problem: NonlinearProblem, kind: number, values: Float64Array): ArrayLike<number> {
  const n = problem.variables;
  const x = values.slice(0, n);
  if (kind === 1) return [problem.objective(x)];
  if (kind === 2) return problem.gradient(x);
  if (kind === 3) return problem.constraints?.(x) ?? [];
  if (kind === 4) return problem.jacobian?.(x) ?? [];
  const full = problem.hessian!(x, values[n]!, values.slice(n + 1));
  const lower: number[] = [];
  for (let i = 0; i < n; i++) for (let j = 0; j <= i; j++) lower.push(full[i * n + j]!);
  return lower;
}
