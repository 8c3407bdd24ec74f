import { writeJudgement } from "../archive/judgement-file.js";
import { findRun } from "../archive/run-lookup.js";
import { theoryOfRun } from "../archive/run-theory.js";
import { type JudgeProgress, judge } from "../bounds/judge/judge.js";
import { finishedUnless } from "../bounds/rounds.js";
import { judgementCells, judgementTitle } from "../compare/judgement-table.js";
import { textTable } from "../compare/text-table.js";
import { InputError } from "../errors.js";
import { Interrupt } from "./interrupt.js";
import { progressLine, worst } from "./progress-line.js";
import { exitCodes, type Invocation } from "./terminal.js";

/** What `crossing bound --judge` is told. */
export interface JudgeFlags {
  readonly judge: string;
  readonly quantity?: string;
  readonly lambda?: number;
  readonly digits?: number;
  readonly spins?: number;
  readonly assume?: "isolated";
  readonly out: string;
  readonly quiet?: boolean;
  readonly json?: boolean;
}

/** `crossing bound --judge RUN`: rigorous intervals for its numbers, stored beside it. */
export async function judgeRun(flags: JudgeFlags, invocation: Invocation): Promise<void> {
  const { terminal } = invocation;
  const { document, path, state } = findRun(flags.judge, flags.out);
  const { result } = document;
  if (result === null)
    throw new InputError({ where: path, allowed: `the run is ${state} and has no result to judge` });
  const { lambda, digits, spins, assume, quantity } = flags;
  const request = {
    ...(lambda !== undefined && { lambda }),
    ...(digits !== undefined && { digits }),
    ...(spins !== undefined && { spins }),
    ...(assume !== undefined && { assume }),
    ...(quantity !== undefined && { quantities: [quantity] }),
  };
  const interrupt = new Interrupt(terminal);
  interrupt.onFirst(() => terminal.note("crossing: stopping; what is proved so far follows\n"));
  const progress = progressLine<JudgeProgress>(terminal, flags.quiet === true, inWords);
  const rounds = judge(theoryOfRun(document), result, request);
  const found = await finishedUnless(rounds, interrupt.signal, progress.show).finally(interrupt.release);
  progress.clear();
  writeJudgement(path, found);
  const { columns, rows } = judgementCells(found);
  const rest =
    found.notJudged.length === 0
      ? []
      : [`not judged: ${found.notJudged.join(" ")}${assume ? "" : " (try --assume isolated)"}`];
  const lines = [judgementTitle(found), textTable(columns, rows), ...rest];
  terminal.print(flags.json ? JSON.stringify(found, null, 2) : lines.join("\n"));
  if (found.contradicted) invocation.exitCode = exitCodes.failed;
  if (interrupt.signal.aborted) invocation.exitCode = exitCodes.interrupted;
}

const inWords = ({ quantity, round, columns, violation }: JudgeProgress) =>
  `${quantity}  round ${round}  ${columns} columns  ${worst(violation)}`;
