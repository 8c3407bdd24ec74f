import { run } from "./program.js";
import { processTerminal } from "./terminal.js";

// A reader that has seen enough, as in `crossing theories | head`, is no error.
process.stdout.on("error", (error: NodeJS.ErrnoException) => {
  if (error.code !== "EPIPE") throw error;
  process.exit(0);
});

process.exitCode = await run(process.argv.slice(2), processTerminal());
