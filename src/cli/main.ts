import { run } from "./program.js";
import { exitCodes, processTerminal } from "./terminal.js";

// A reader that has seen enough, as in `crossing theories | head`, is no error: without one for results there is nothing more to do.
// Results that cannot be written for another reason, such as a full disk, are one: a run is stored all the same.
process.stdout.on("error", (error: NodeJS.ErrnoException) => {
  if (error.code === "EPIPE") process.exit(0);
  process.stderr.write(`crossing: standard output cannot be written: ${error.message}\n`);
  process.exit(exitCodes.failed);
});
// Progress that nobody can be told, as in `crossing search ising-2d 2>&1 | head -1`, on a full disk or after the terminal was closed, ends no search.
process.stderr.on("error", () => {});

process.exitCode = await run(process.argv.slice(2), processTerminal());
