import { defineConfig } from "vitest/config";
import { cacheFolder } from "./test/cache-folder.js";

export default defineConfig({
  test: {
    include: ["test/**/*.test.ts"],
    env: { CROSSING_CACHE: cacheFolder() },
    testTimeout: 120_000,
    hookTimeout: 120_000,
    // left to itself vitest leaves one core idle, which of two is half
    maxWorkers: "100%",
  },
});
