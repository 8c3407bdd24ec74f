import { defineConfig } from "vitest/config";

export default defineConfig({
  test: {
    include: ["test/**/*.test.ts"],
    testTimeout: 120_000,
    // left to itself vitest leaves one core idle, which of two is half
    maxWorkers: "100%",
  },
});
