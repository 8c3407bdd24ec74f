import { fileURLToPath } from "node:url";
import type { Program } from "../../cluster/batch-script.js";

/** This Node and this command line, as batch scripts call them. */
export const thisProgram = (): Program => ({
  node: process.execPath,
  crossing: fileURLToPath(new URL("../../../bin/crossing.js", import.meta.url)),
});
