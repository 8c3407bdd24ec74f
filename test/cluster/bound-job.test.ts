import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { scratchFolder } from "../archive/example-run.js";
import { crossing } from "../cli/command-line.js";
import { fakeSlurm } from "./fake-slurm.js";

const job = [
  ...[
    "cluster",
    "bound",
    "ising-3d-mixed",
    "--set",
    "sigma=0.52",
    "--quantity",
    "delta[ε′]",
    "--lambda",
    "5",
  ],
  ...["--gap", "even 0 > 3", "odd 0 > 3", "--solver", "sdpb", "--time", "2h", "--cpus", "4"],
];

describe("crossing cluster bound", () => {
  it("--dry-run prints a batch script that calls crossing bound, and leaves nothing behind", async () => {
    const output = join(scratchFolder(), "100% of it.json");
    const { code, stdout } = await crossing([...job, "--dry-run", "-o", output]);
    expect(code).toBe(0);
    for (const line of ["--job-name=crossing-ising-3d-mixed", "--time=0-02:00:00", "--cpus-per-task=4"])
      expect(stdout).toContain(`\n#SBATCH ${line}\n`);
    expect(stdout).toMatch(/^#SBATCH --output="\/.*100%% of it\.json\.log"$/m);
    const words =
      "'bound' 'ising-3d-mixed' '--set' 'sigma=0.52' '--quantity' 'delta[ε′]' '--lambda' '5' '--gap' 'even 0 > 3' 'odd 0 > 3' '--solver' 'sdpb' '--side' 'upper' '--threads' '4' '--quiet' '--json'";
    expect(stdout).toContain(`crossing.js' ${words} > '${output}'\n`);
    expect(existsSync(`${output}.sh`)).toBe(false);
  });

  it("submits a script that does it: run by hand, it writes the document of crossing bound", async () => {
    const output = join(scratchFolder(), "bound.json");
    const small = ["--quantity", "ope2[T]", "--gap", "0 > 1", "--lambda", "3", "--spins", "4"];
    // a Slurm that runs what it is given at once
    const path = process.env.PATH!;
    fakeSlurm({ sbatch: `PATH=${path} /bin/bash "$2" && echo 93` });
    const { code, stdout, stderr } = await crossing([
      ...["cluster", "bound", "ising-2d", ...small, "--time", "5m", "-o", output, "--json"],
    ]);
    expect([code, stderr]).toEqual([0, ""]);
    expect(JSON.parse(stdout)).toEqual({ jobId: "93", script: `${output}.sh`, output });
    expect(JSON.parse(readFileSync(output, "utf8"))).toMatchObject({ status: "proved", lambda: 3 });
  });

  it.each([
    ["a gap below unitarity", ["--gap", "even 0 > 0.1"], /unitarity bound 0\.5/],
    ["an even λ", ["--lambda", "4"], /odd number/],
    ["a folder that is not there", ["-o", "no/such/folder/x.json"], /no such folder/],
    ["a quantity that is none", ["--quantity", "delta[nobody]"], /quantity/],
  ])("%s is refused before anything is submitted", async (_, more, message) => {
    const folder = fakeSlurm({ sbatch: "exit 9" });
    const { code, stdout, stderr } = await crossing([...job, "-o", join(folder, "x.json"), ...more]);
    expect(stderr).toMatch(message);
    expect([code, stdout, existsSync(join(folder, "x.json.sh"))]).toEqual([2, "", false]);
  });
});
