import { type Command, Option } from "commander";
import { parseMemory } from "../../cluster/memory.js";
import { parseWallTime } from "../../cluster/wall-time.js";
import { searchOptions } from "../../search/options.js";
import type {
  ClusterBoundOptions,
  CollectOptions,
  StatusOptions,
  SubmitOptions,
} from "../cluster/options.js";
import { addOptions, jsonOption, theoryOptions, wholeNumber } from "../options.js";
import { programOptions, sideOption, solverOption } from "../program-options.js";
import type { Invocation } from "../terminal.js";

export function clusterCommand(program: Command, invocation: Invocation): void {
  const cluster = program
    .command("cluster")
    .summary("searches as Slurm job arrays")
    .description("Runs a search many times as a Slurm job array, one random stream of the seed a task.");
  submitCommand(cluster, invocation);
  statusCommand(cluster, invocation);
  collectCommand(cluster, invocation);
  boundJobCommand(cluster, invocation);
  taskCommand(cluster, invocation);
}

const { stream: _, ...methodOptions } = searchOptions;

function submitCommand(cluster: Command, { terminal }: Invocation): void {
  const command = cluster
    .command("submit")
    .argument("<theory>", "a theory's name or the path of a YAML file")
    .summary("submit a job array")
    .description(
      "Submits a job array whose tasks search with the stream of their index, and a job that collects the results when all have ended. A task that is preempted or reaches its time limit is queued again and goes on from its checkpoint. Takes the options of `crossing search` that say what is searched and how.",
    );
  command.requiredOption("--array <indices>", "streams to search, as in 0-99%8: 0 to 99, at most 8 at once");
  resourceOptions(command);
  addOptions(theoryOptions(command), methodOptions)
    .addOption(folderOption())
    .option("--dry-run", "print the batch scripts and submit nothing")
    .addOption(jsonOption())
    .addHelpText("after", submitExamples)
    .action(async (theory: string, options: SubmitOptions) => {
      const { submit } = await import("../cluster/submit.js");
      await submit(theory, options, terminal);
    });
}

function resourceOptions(command: Command): void {
  command
    .requiredOption(
      "--time <time>",
      "time limit of one attempt of a task, such as 90m, 12h or 2d",
      parseWallTime,
    )
    .option("--cpus <number>", "cores a task; a search uses one", wholeNumber("--cpus", 1), 1)
    .addOption(
      new Option("--memory <size>", "memory a task, such as 800M or 4G")
        .argParser(parseMemory)
        .default(1024, "1G"),
    )
    .option("--partition <name>", "Slurm partition (default: the cluster's)")
    .option("--account <name>", "Slurm account (default: yours)");
}

function boundJobCommand(cluster: Command, { terminal }: Invocation): void {
  const command = cluster
    .command("bound")
    .argument("<theory>", "a theory's name or the path of a YAML file")
    .summary("a bound as one job")
    .description(
      "Submits one job that runs `crossing bound THEORY --json`, by our own exchange or by an SDPB that is installed on the nodes, and writes its answer to a file. A job that reaches its time limit leaves an empty file.",
    );
  resourceOptions(command);
  programOptions(theoryOptions(command))
    .requiredOption("--quantity <name>", '"delta[ε]", or "ope2[T]" of an operator of known dimension')
    .addOption(solverOption())
    .addOption(sideOption())
    .requiredOption(
      "-o, --output <file>",
      "where to, on a disk that the nodes share; FILE.sh and FILE.log beside it",
    )
    .option("--dry-run", "print the batch script and submit nothing")
    .addOption(jsonOption())
    .addHelpText(
      "after",
      `
Examples:
  crossing cluster bound ising-3d --quantity "delta[ε]" --lambda 15 --time 12h -o gap.json
  crossing cluster bound ising-3d-mixed --quantity "delta[ε′]" --gap "even 0 > 3" "odd 0 > 3" --lambda 11 --solver sdpb --cpus 8 --time 2d -o island.json`,
    )
    .action(async (theory: string, options: ClusterBoundOptions) => {
      const { submitBound } = await import("../cluster/bound.js");
      submitBound(theory, options, terminal);
    });
}

function statusCommand(cluster: Command, { terminal }: Invocation): void {
  cluster
    .command("status")
    .argument("[submission]", submissionArgument)
    .summary("how the tasks of a submission go")
    .description("Shows how the tasks of a submission go, from Slurm's queue and the files of the runs.")
    .addOption(folderOption())
    .addOption(jsonOption())
    .addHelpText("after", "\nExample:\n  crossing cluster status")
    .action(async (reference: string | undefined, options: StatusOptions) => {
      const { showStatus } = await import("../cluster/status.js");
      showStatus(reference, options, terminal);
    });
}

function collectCommand(cluster: Command, { terminal }: Invocation): void {
  cluster
    .command("collect")
    .argument("[submission]", submissionArgument)
    .summary("gather the results of a submission")
    .description(
      "Gathers the finished runs of a submission: the best one, and the distinct solutions of all with how many runs found each.",
    )
    .option("-o, --output <file>", "write the JSON document to a file as well")
    .addOption(folderOption())
    .addOption(jsonOption())
    .addHelpText("after", "\nExample:\n  crossing cluster collect 20260314T150926Z --json")
    .action(async (reference: string | undefined, options: CollectOptions) => {
      const { showCollection } = await import("../cluster/collect.js");
      showCollection(reference, options, terminal);
    });
}

/** What the batch script calls; not for people. */
function taskCommand(cluster: Command, invocation: Invocation): void {
  cluster
    .command("task", { hidden: true })
    .argument("<submission>", "the submission's folder")
    .argument("<index>", "the task's index", wholeNumber("task", 0))
    .description("Does, or goes on with, the search of one task of a submission.")
    .addHelpText("after", '\nExample:\n  crossing cluster task FOLDER "$SLURM_ARRAY_TASK_ID"')
    .action(async (folder: string, index: number) => {
      const { doTask } = await import("../cluster/task.js");
      await doTask(folder, index, invocation);
    });
}

const submissionArgument = "id, beginning of one, or folder (default: the newest)";

function folderOption(): Option {
  return new Option("--out <dir>", "folder of the submissions, on a disk that the nodes share").default(
    "submissions",
  );
}

const submitExamples = `
Examples:
  crossing cluster submit ising-2d --array 0-99%8 --time 12h
  crossing cluster submit gff-2d --set delta=0.3 --array 0-9 --time 2h --partition short --dry-run

The runs are ordinary ones: crossing runs list --out submissions/SUBMISSION/runs
--json prints {submission, folder, jobId, collectJobId, tasks}, with --dry-run {array, collect}: the scripts.`;
