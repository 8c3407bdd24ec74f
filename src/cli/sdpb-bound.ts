import { readText } from "../theory/document.js";
import type { Theory } from "../theory/theory.js";
import { type ProgramFlags, requestOf } from "./program-options.js";
import { exitCodes, type Invocation } from "./terminal.js";

interface Options extends ProgramFlags {
  readonly side: "lower" | "upper";
  readonly threads?: number;
  readonly import?: string;
  readonly json?: boolean;
}

/** `crossing bound --solver sdpb` and `--import OUT`: what SDPB found. */
export async function solvedBySdpb(theory: Theory, options: Options, invocation: Invocation): Promise<void> {
  const { boundBySdpb } = await import("../export/sdpb/bound.js");
  const { side, threads, import: file } = options;
  const given = file === undefined ? {} : { given: { file, text: readText(file) } };
  const found = await boundBySdpb(theory, requestOf(options), {
    side,
    ...(threads !== undefined && { run: { threads } }),
    ...given,
  });
  const { status, terminateReason, lower, upper, quantity } = found;
  const words = {
    solved: lower === null ? `${quantity} at most ${upper}` : `${quantity} at least ${lower}`,
    excluded: "a functional excludes the gaps",
    allowed: "there is a solution with the gaps",
    unfinished: "SDPB did not finish: no bound",
  }[status];
  const text = `${words}\nSDPB: ${terminateReason}`;
  invocation.terminal.print(options.json ? JSON.stringify(found, null, 2) : text);
  if (status === "unfinished") invocation.exitCode = exitCodes.failed;
}
