import { defineConfig } from "vitest/config";
import { cacheFolder } from "./test/cache-folder.js";

/** `npm run test:slurm`: searches as job arrays on a Slurm that the tests install and start themselves. */
export default defineConfig({
  test: {
    include: ["test/slurm/*.slurm.ts"],
    env: { CROSSING_CACHE: cacheFolder() },
    testTimeout: 100_000,
    hookTimeout: 60_000,
  },
});
