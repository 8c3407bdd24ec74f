import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterEach, describe, expect, it, vi } from "vitest";
import { InputError } from "../../src/errors.js";
import { kernelSpec, notebookFolder, writeKernelSpec } from "../../src/notebook/kernel.js";
import { scratchFolder } from "../archive/example-run.js";
import { crossing } from "../cli/command-line.js";

afterEach(() => vi.unstubAllEnvs());

/** A folder with a package called tslab. */
function withTslab(): string {
  const folder = scratchFolder();
  const tslab = join(folder, "node_modules", "tslab");
  mkdirSync(tslab, { recursive: true });
  writeFileSync(
    join(tslab, "package.json"),
    JSON.stringify({ name: "tslab", version: "1.0.22", bin: { tslab: "bin/tslab" } }),
  );
  return folder;
}

describe("the kernel's specification", () => {
  it("runs the folder's tslab on this Node, by absolute paths", () => {
    const folder = withTslab();
    const { argv, language } = kernelSpec(folder);
    expect(argv[0]).toBe(process.execPath);
    expect(argv).toContain(join(folder, "node_modules", "tslab", "bin", "tslab"));
    expect(argv.slice(-3)).toEqual(["kernel", "--config-path", "{connection_file}"]);
    expect(language).toBe("typescript");
  });

  it("is written where Jupyter looks, in place of an older one", () => {
    const spec = kernelSpec(withTslab());
    const data = join(scratchFolder(), "share", "jupyter");
    writeKernelSpec(data, { ...spec, display_name: "older" });
    const file = writeKernelSpec(data, spec);
    expect(file).toBe(join(data, "kernels", "tslab", "kernel.json"));
    expect(JSON.parse(readFileSync(file, "utf8"))).toEqual(spec);
  });

  it("without tslab: the line that installs it", () => {
    const folder = scratchFolder();
    expect(() => kernelSpec(folder)).toThrow(InputError);
    expect(() => kernelSpec(folder)).toThrow(`npm ci --prefix ${folder}`);
  });
});

it("crossing notebook alone says that something is missing", async () => {
  const { code, stderr } = await crossing(["notebook"]);
  expect([code, stderr]).toEqual([2, "crossing: a subcommand is missing; --help lists them\n"]);
});

const installed = existsSync(join(notebookFolder, "node_modules", "tslab"));

describe.runIf(installed)("crossing notebook install (needs npm ci --prefix notebooks)", () => {
  it("--prefix DIR writes into DIR/share/jupyter and says what is next", async () => {
    const prefix = scratchFolder();
    const { code, stdout } = await crossing(["notebook", "install", "--prefix", prefix]);
    expect(code).toBe(0);
    const file = join(prefix, "share", "jupyter", "kernels", "tslab", "kernel.json");
    expect(stdout).toContain(file);
    expect(JSON.parse(readFileSync(file, "utf8"))).toEqual(kernelSpec());
    const { stdout: json } = await crossing(["notebook", "install", "--prefix", prefix, "--json"]);
    expect(JSON.parse(json)).toEqual({ path: file, argv: kernelSpec().argv });
  });

  it("without Jupyter on the PATH: one line that says what to install", async () => {
    vi.stubEnv("PATH", scratchFolder());
    const { code, stdout, stderr } = await crossing(["notebook", "install"]);
    expect([code, stdout]).toEqual([2, ""]);
    expect(stderr).toMatch(/^crossing: jupyter: is not on the PATH: pip install jupyterlab .*--prefix\n$/);
  });

  it("--user and --prefix contradict each other", async () => {
    const { code, stderr } = await crossing(["notebook", "install", "--user", "--prefix", "x"]);
    expect(code).toBe(2);
    expect(stderr).toContain("--user");
  });
});
