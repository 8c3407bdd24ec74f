import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";

const read = (file: string) => JSON.parse(readFileSync(new URL(`../../${file}`, import.meta.url), "utf8"));

describe("package-lock.json", () => {
  const lock = read("package-lock.json");

  it("names no registry, so that any can serve it, and every package with its hash", () => {
    const packages = Object.entries<Record<string, unknown>>(lock.packages).filter(([path]) => path !== "");
    expect(packages.length).toBeGreaterThan(100);
    expect(packages.filter(([, entry]) => "resolved" in entry)).toEqual([]);
    expect(packages.filter(([, entry]) => !entry.version || !entry.integrity)).toEqual([]);
  });

  it("belongs to package.json, whose versions are exact", () => {
    const { dependencies, devDependencies } = read("package.json");
    expect(lock.packages[""]).toMatchObject({ dependencies, devDependencies });
    const versions = Object.values({ ...dependencies, ...devDependencies });
    expect(versions.filter((version) => !/^\d+\.\d+\.\d+(-[\w.]+)?$/.test(String(version)))).toEqual([]);
  });

  it("runs no install script that nobody has agreed to", () => {
    const { allowScripts } = read("package.json");
    const scripted = Object.entries<Record<string, unknown>>(lock.packages)
      .filter(([, entry]) => entry.hasInstallScript && !entry.optional)
      .map(([path]) => path.replace(/^.*node_modules\//, ""));
    expect(scripted.filter((name) => !(name in allowScripts))).toEqual([]);
  });
});
