// Loaded before the program: after CROSSING_FAULT_BYTES bytes the disk is full, for the next CROSSING_FAULT_WRITES writes.
import fs from "node:fs";
import { syncBuiltinESMExports } from "node:module";

let room = Number(process.env.CROSSING_FAULT_BYTES);
let refusals = Number(process.env.CROSSING_FAULT_WRITES);

function spend(bytes) {
  room -= bytes;
  if (room >= 0 || refusals-- <= 0) return;
  throw Object.assign(new Error("ENOSPC: no space left on device, write"), {
    code: "ENOSPC",
    errno: -28,
    syscall: "write",
  });
}

const { writeFileSync, writeSync } = fs;
fs.writeFileSync = (file, content, ...rest) => {
  spend(content.length);
  return writeFileSync(file, content, ...rest);
};
fs.writeSync = (file, content, ...rest) => {
  spend(content.length);
  return writeSync(file, content, ...rest);
};
syncBuiltinESMExports();
