import type { Command } from "commander";
import type { Certificate } from "../../certify/certify.js";
import { jsonOption, outOption, wholeNumber } from "../options.js";
import { exitCodes, type Invocation } from "../terminal.js";

interface Options {
  readonly digits: number;
  readonly out: string;
  readonly json?: boolean;
}

export function certifyCommand(program: Command, invocation: Invocation): void {
  const { terminal } = invocation;
  program
    .command("certify")
    .argument("<run>", "a run: id, beginning of an id, or path")
    .summary("a run recomputed at high precision")
    .description(
      "Recomputes the residual of a run's best solution with many digits: how many digits of double precision hold, and whether the answer stands. Exit code 1 where rounding errors move an unknown by more than a tenth of its error bar. Not for the 6D (2,0) theories, whose blocks there are in double precision alone.",
    )
    .option("--digits <number>", "digits of the recomputation, 20 to 300", wholeNumber("--digits", 1), 30)
    .addOption(outOption())
    .addOption(jsonOption())
    .addHelpText(
      "after",
      `
Examples:
  crossing certify 20260314T150926Z
  crossing certify 20260314T150926Z --digits 50 --json`,
    )
    .action(async (reference: string, options: Options) => {
      const { findRun } = await import("../../archive/run-lookup.js");
      const certificate = await certifyRun(findRun(reference, options.out), options.digits);
      terminal.print(options.json ? JSON.stringify(certificate, null, 2) : text(certificate));
      if (certificate.supported) return;
      for (const reason of certificate.reasons) terminal.note(`crossing: not supported: ${reason}\n`);
      invocation.exitCode = exitCodes.failed;
    });
}

async function certifyRun(
  { document, path, state }: import("../../archive/run-lookup.js").StoredRun,
  digits: number,
): Promise<Certificate & { readonly run: string }> {
  const { theoryOfRun } = await import("../../archive/run-theory.js");
  const { InputError } = await import("../../errors.js");
  const { certify } = await import("../../certify/certify.js");
  if (document.result === null) {
    throw new InputError({ where: path, allowed: `the run is ${state} and has no result to certify` });
  }
  const theory = theoryOfRun(document);
  const { points } = document.options;
  const named = typeof points === "string" ? { points } : {};
  return { run: document.id, ...certify(theory, document.result, { digits, ...named }) };
}

function text(certificate: Certificate & { readonly run: string }): string {
  const { largestShift: shift, singularValues: s } = certificate;
  const { chi2, chi2Double } = certificate;
  const whitened =
    chi2 === null || chi2Double === null
      ? `rows          ${certificate.rank} equations for ${certificate.unknowns} unknowns`
      : `χ²            ${chi2.toPrecision(9)}; in double precision ${chi2Double.toPrecision(9)}`;
  const conditioning =
    s.length === 0
      ? "no conditioning to report: nothing is unknown, or a family of solutions"
      : `Jacobian      ${certificate.unknowns} unknowns, rank ${certificate.rank}, ${certificate.digitsLost.toFixed(1)} digits lost; singular values ${s[0]!.toPrecision(3)} … ${s[s.length - 1]!.toExponential(1)}
rounding      ${shift === null ? "nothing is determined that it could move" : `moves ${shift.quantity} most, by ${shift.sigmas.toExponential(1)} of its standard deviation`}`;
  return `run ${certificate.run}, ${certificate.theory}, points ${certificate.points}, ${certificate.digits} digits
‖E‖           ${certificate.residualNormDecimal}
stored        ${certificate.storedNorm}
digits held   ${certificate.digitsHeld.toFixed(1)} of E, ${certificate.digitsHeldOfTerms.toFixed(1)} of its terms
${whitened}
${conditioning}
${certificate.supported ? "supported: the double-precision answer stands" : "NOT supported"}`;
}
