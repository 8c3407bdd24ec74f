import { defineConfig } from "vitest/config";

/** `npm run test:slurm`: searches as job arrays on a Slurm that the tests install and start themselves. */
export default defineConfig({
  test: {
    include: ["test/slurm/*.slurm.ts"],
    testTimeout: 100_000,
    hookTimeout: 60_000,
  },
});
