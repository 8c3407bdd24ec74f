import type { Command } from "commander";
import { InputError } from "../../errors.js";
import { jsonOption, outOption, wholeNumber } from "../options.js";
import type { Invocation } from "../terminal.js";

interface Options {
  readonly port: number;
  readonly out: string;
  readonly json?: boolean;
}

export function watchCommand(program: Command, { terminal }: Invocation): void {
  program
    .command("watch")
    .argument("[run]", "a run (id, beginning of an id, or path) or a folder of runs (default: that of --out)")
    .summary("follow running searches in a browser")
    .description(
      "Serves a page on 127.0.0.1, to browsers on this machine alone, that follows a running search: stage, best χ², operators, SAC's losses and entropy, throughput; or all runs of a folder.",
    )
    .option("--port <number>", "where; 0 takes any port that is free", portNumber, 0)
    .addOption(outOption())
    .addOption(jsonOption())
    .addHelpText(
      "after",
      `
Examples:
  crossing watch                      all runs of runs/, in another terminal than the search
  crossing watch 20260314T150926Z --port 8000

Ctrl-C ends it; the search goes on.
--json prints {url, port} once it listens.`,
    )
    .action(async (reference: string | undefined, { out, port, json }: Options) => {
      const { serve } = await import("../../watch/server.js");
      const { watched } = await import("../../watch/watched.js");
      const server = await serve(watched(reference, out), port);
      const { url } = server;
      terminal.print(json ? JSON.stringify({ url, port: server.port }, null, 2) : `${url}   Ctrl-C ends it`);
      await new Promise<void>((resolve) => {
        const release = terminal.onInterrupt(() => {
          release();
          resolve();
        });
      });
      await server.close();
    });
}

function portNumber(text: string): number {
  const port = wholeNumber("--port", 0)(text);
  if (port <= 65535) return port;
  throw new InputError({ where: "--port", found: text, allowed: "expected a port, 0 to 65535" });
}
