/**
 * Iteration counts beside those of the Ipopt library, on the Hock–Schittkowski problems.
 *
 *     apt-get install coinor-libipopt-dev gcc
 *     npx tsx test/bench/ipopt/compare.ts [--lbfgs]
 */
import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { minimise } from "../../../src/optimisers/interior-point/index.js";
import { expressionProblem } from "../../optimisers/interior-point/expression-problem.js";
import { hockSchittkowski } from "../../optimisers/interior-point/hock-schittkowski/index.js";
import { ipopt } from "./ipopt.js";

const lbfgs = process.argv.includes("--lbfgs");
const folder = mkdtempSync(join(tmpdir(), "ipopt-"));
try {
  const bridge = join(folder, "bridge");
  const source = fileURLToPath(new URL("bridge.c", import.meta.url));
  execFileSync("cc", ["-O1", "-o", bridge, source, "-lipopt", "-lm"]);
  const ratios: number[] = [];
  for (const statement of hockSchittkowski) {
    const problem = expressionProblem(statement);
    const ours = minimise(problem, { hessian: lbfgs ? "lbfgs" : "exact" });
    const theirs = await ipopt(bridge, problem, { lbfgs, boundRelaxation: 1e-8 });
    const same =
      Math.abs(ours.objective - theirs.objective) <= 1e-5 * Math.max(1, Math.abs(theirs.objective));
    const comparable = same && theirs.status === 0 && ours.status === "Solve_Succeeded";
    if (comparable) ratios.push(Math.max(1, ours.iterations) / Math.max(1, theirs.iterations));
    console.log(
      statement.name.padEnd(6),
      String(ours.iterations).padStart(5),
      String(theirs.iterations).padStart(5),
      comparable ? "" : `${ours.status} ${ours.objective}; Ipopt ${theirs.status} ${theirs.objective}`,
    );
  }
  ratios.sort((a, b) => a - b);
  const quantile = (q: number) => ratios[Math.floor(q * (ratios.length - 1))]!.toFixed(2);
  console.log(`${ratios.length} problems solved alike by both; iterations, ours / Ipopt:`);
  console.log(`median ${quantile(0.5)}, 90 % below ${quantile(0.9)}, largest ${quantile(1)}`);
} finally {
  rmSync(folder, { recursive: true });
}
