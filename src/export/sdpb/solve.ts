import { spawn, spawnSync } from "node:child_process";
import { appendFileSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { InputError } from "../../errors.js";
import type { Theory } from "../../theory/theory.js";
import { feasibilityOf, readSdpbAnswer, type SdpbAnswer } from "./answer.js";
import { type SdpbOptions, sdpbProgram } from "./export.js";

export interface SdpbRun {
  /** bits; default 400 */
  readonly precision?: number;
  /** default 1 */
  readonly threads?: number;
}

/**
 * Solves a program with an installed SDPB: through `pmp2sdp` where that is there (2.5 and later), else 1.0.
 *
 * @throws InputError where there is none
 */
export async function solveWithSdpb(
  theory: Theory,
  options: Omit<SdpbOptions, "format">,
  { precision = 400, threads = 1 }: SdpbRun = {},
): Promise<SdpbAnswer> {
  const folder = mkdtempSync(join(tmpdir(), "crossing-sdpb-"));
  try {
    const converts = spawnSync("pmp2sdp", ["--help"], { stdio: "ignore" }).error === undefined;
    const format = converts ? "json" : "xml";
    const [input, output] = [join(folder, `program.${format}`), join(folder, "answer.out")];
    for (const piece of sdpbProgram(theory, { ...options, format })) appendFileSync(input, piece);
    const converted = join(folder, "program");
    if (converts)
      await run("pmp2sdp", ["--input", input, "--output", converted, "--precision", `${precision}`]);
    const solve = async (ends: readonly string[]) => {
      const files = converts
        ? ["-s", converted, "-o", output, "--precision", `${precision}`]
        : ["-s", input, "-o", output, `--precision=${precision}`, `--maxThreads=${threads}`];
      await run("sdpb", [...files, "--noFinalCheckpoint", ...STARTING_SCALES, ...ends]);
      const answer = converts ? join(output, "out.txt") : output;
      return readSdpbAnswer(readFileSync(answer, "utf8"), answer);
    };
    if (!options.quantity.startsWith("delta")) return await solve([]);
    const first = await solve(["--findPrimalFeasible", "--findDualFeasible"]);
    // operators that add up to a positive multiple of the identity are no solution: on, until there is a
    // functional
    return first.outcome === "solution" && feasibilityOf(first) === null
      ? await solve(["--findDualFeasible"])
      : first;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/**
 * Rows and operators are of size one here: from SDPB's own 1e20 the same is found after several times as many
 * steps.
 */
const STARTING_SCALES = ["--initialMatrixScalePrimal=1e10", "--initialMatrixScaleDual=1e10"];

function run(program: string, args: readonly string[]): Promise<void> {
  return new Promise((resolve, reject) => {
    const solver = spawn(program, args, { stdio: ["ignore", "ignore", "pipe"] });
    let message = "";
    solver.stderr.on("data", (piece: Buffer) => {
      message = `${message}${piece.toString()}`.slice(-500);
    });
    solver.on("error", (error: NodeJS.ErrnoException) => {
      const allowed =
        "is not installed: `apt-get install sdpb` gives SDPB 1.0; or crossing export sdpb, and bound --import";
      reject(error.code === "ENOENT" ? new InputError({ where: "sdpb", allowed }) : error);
    });
    solver.on("close", (code) => {
      if (code === 0) resolve();
      else reject(new Error(`${program} ended with ${code}: ${message.trim()}`));
    });
  });
}
