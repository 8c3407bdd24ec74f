import type { RunDocument } from "../archive/run-document.js";
import { parameterTexts } from "../compare/parameter-text.js";
import { searchOptions } from "../search/options.js";
import { methodText, searchCommand } from "./command-line.js";
import { type Html, html, nothing } from "./html.js";
import { factList } from "./html-table.js";
import type { ReportedRun } from "./reported-run.js";
import type { Section } from "./section.js";

/** What was asked of a run, where it ran, with which versions. */
export function configurationSection({ run: { document }, result, theory }: ReportedRun): Section {
  const { machine, versions, started, finished } = document;
  return {
    title: "Configuration",
    body: factList([
      ["run", document.id],
      ["theory", html`${theory.name}: ${theory.title}`],
      ["sources", html`${theory.sources.map((source, index) => [index > 0 ? "; " : "", linked(source)])}`],
      ["parameters", parameterTexts(result.parameters).join(", ") || "none"],
      ["variant", variant(document)],
      ["optimiser", result.optimiser],
      ["strategy", result.strategy],
      ["objective", result.objective],
      ["options", methodText(document) || "all by default"],
      ["seed", `${document.seed}, stream ${document.stream}`],
      ["started", `${started}${finished === null ? "" : `, finished ${finished}`}`],
      [
        "with",
        `crossing ${versions.crossing}, Node ${versions.node}, ${machine.cpu}, ${machine.cores} cores, ${machine.platform} ${machine.arch}`,
      ],
      ["theory file", html`<code>sha256 ${document.theory.sha256}</code>`],
    ]),
  };
}

function variant({ theory: { preset, free } }: RunDocument): string {
  const parts = [
    ...(preset === null ? [] : [`preset ${preset}`]),
    ...(free ? ["fixed dimensions released"] : []),
  ];
  return parts.join(", ") || "as in the theory file";
}

/** arXiv numbers lead to their abstracts. */
function linked(source: string): Html {
  const pieces = source.split(/(arXiv:(?:\d{4}\.\d{4,5}|[a-z-]+\/\d{7}))/);
  return html`${pieces.map((piece) =>
    piece.startsWith("arXiv:") ? html`<a href="https://arxiv.org/abs/${piece.slice(6)}">${piece}</a>` : piece,
  )}`;
}

/** The command lines that make the runs again, and what they need. */
export function reproduceSection(
  reported: readonly ReportedRun[],
  commands = searchCommands(reported),
): Section {
  const { document } = reported[0]!.run;
  const { theory, versions } = document;
  const { start, budget } = document.options;
  const timed = budget !== undefined && (budget as { seconds?: number }).seconds !== undefined;
  return {
    title: "How to reproduce",
    body: html`<pre class="command"><code>${commands.join("\n")}</code></pre>
<p>With crossing ${versions.crossing}. The same command gives the same numbers, bit for bit${
      timed ? ", unless the budget in seconds ends it elsewhere" : ""
    }.</p>
${start === undefined ? nothing : fileDetails(searchOptions.start.typed!.file!, JSON.stringify({ operators: start }, null, 2))}
${fileDetails(`The theory file, ${theory.name}`, theory.text)}`,
  };
}

function fileDetails(name: string, text: string): Html {
  return html`<details><summary>${name}</summary><pre><code>${text}</code></pre></details>`;
}

/** One command for runs of consecutive streams that differ in nothing else. */
function searchCommands(reported: readonly ReportedRun[]): string[] {
  const documents = reported
    .map(({ run }) => run.document)
    .sort((a, b) => a.seed - b.seed || a.stream - b.stream);
  const groups: { first: RunDocument; count: number }[] = [];
  for (const document of documents) {
    const last = groups.at(-1);
    if (last && continues(last, document)) last.count++;
    else groups.push({ first: document, count: 1 });
  }
  return groups.map(({ first, count }) => searchCommand(first, count));
}

function continues({ first, count }: { first: RunDocument; count: number }, next: RunDocument): boolean {
  return (
    next.stream === first.stream + count &&
    searchCommand({ ...next, stream: first.stream }) === searchCommand(first)
  );
}
