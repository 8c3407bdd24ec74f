import { run } from "./program.js";
import { processTerminal } from "./terminal.js";

// A reader that has seen enough, as in `crossing theories | head`, is no error. Without one for results there is nothing more to do;
// without one for progress, as in `crossing search ising-2d 2>&1 | head -1`, the search goes on and is stored.
process.stdout.on("error", (error: NodeJS.ErrnoException) => {
  if (error.code !== "EPIPE") throw error;
  process.exit(0);
});
process.stderr.on("error", (error: NodeJS.ErrnoException) => {
  if (error.code !== "EPIPE") throw error;
});

process.exitCode = await run(process.argv.slice(2), processTerminal());
