import { createHash } from "node:crypto";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { readRunFile, readRunSummary, writeRunFile } from "../../src/archive/run-file.js";
import { listSummaries, summaryOf } from "../../src/archive/run-listing.js";
import { readRun } from "../../src/archive/run-lookup.js";
import { summarise } from "../../src/archive/run-summary.js";
import { runText } from "../../src/archive/run-text.js";
import { exampleResult } from "./example-result.js";
import { scratchFolder } from "./example-run.js";
import { exampleDocument, writeRun } from "./many-runs.js";

/** A run's file, with what a listing and a reader of the whole say of another text in its place. */
function example(change: Parameters<typeof exampleDocument>[0] = {}) {
  const out = scratchFolder();
  const folder = writeRun(out, exampleDocument(change));
  const file = join(folder, "run.json");
  return {
    file,
    text: readFileSync(file, "utf8"),
    run: readRun(folder),
    readsAs(content: string | Uint8Array) {
      writeFileSync(file, content);
      const { runs, broken } = listSummaries(out);
      return { line: runs[0], summary: readRunSummary(file), message: broken[0]?.message };
    },
  };
}

const sha256 = (text: string) => `sha256:${createHash("sha256").update(text).digest("hex")}`;

describe("the text of run.json", () => {
  it("is one JSON document, with the summary on the fourth line and the rest indented", () => {
    const { text, run } = example();
    const lines = text.split("\n");
    expect(JSON.parse(`{${lines[3]!.slice(0, -1)}}`)).toEqual({ summary: summarise(run.document) });
    const { kind, schema, summary, ...rest } = JSON.parse(text);
    const indented = JSON.stringify({ kind, schema, ...rest }, null, 2);
    expect(lines.filter((_, k) => k !== 3).join("\n")).toBe(`${indented}\n`);
  });

  it("ends with the hash of all that stands before it", () => {
    const { text } = example();
    const [body, end] = text.split(',\n  "checksum": ') as [string, string];
    expect(end).toBe(`"${sha256(body)}"\n}\n`);
  });

  it("has the summary of what is written, whatever the file said before", () => {
    const { file, run } = example();
    writeRunFile(file, { ...run.document, result: exampleResult({ chi2: 0.5 }) });
    expect(readRunSummary(file)).toEqual(summarise(readRunFile(file)));
    expect(readRunSummary(file)?.chi2).toBe(0.5);
  });

  it("keeps lines in a text, and characters that need several bytes", () => {
    const { run, file } = example({ failure: 'ψ\n\u2028"checksum": ,\n\ud800' });
    expect(run.document.failure).toBe('ψ\n\u2028"checksum": ,\n\ud800');
    expect(readRunSummary(file)?.failure).toBe(run.document.failure);
  });
});

describe("a run.json that another program wrote again", () => {
  it.each([
    ["indented otherwise", (text: string) => JSON.stringify(JSON.parse(text), null, 4)],
    ["in one line", (text: string) => JSON.stringify(JSON.parse(text))],
    ["with the lines of Windows", (text: string) => text.replaceAll("\n", "\r\n")],
    ["with a line less at the end", (text: string) => text.trimEnd()],
  ])("%s: is read from the whole document", (_, change) => {
    const { file, text, run, readsAs } = example();
    const { line, summary } = readsAs(change(text));
    expect(line).toEqual(summaryOf(run));
    expect(summary).toBeNull();
    expect(readRunFile(file)).toEqual(run.document);
    expect(readsAs(change(text.replace('"chi2": 0.37', '"chi2": 0.36'))).message).toMatch(
      /its checksum does not fit/,
    );
    expect(readsAs(change(text.replace('"chi2":0.37', '"chi2":0.36'))).message).toMatch(
      /its checksum does not fit/,
    );
  });

  it("is refused without its summary", () => {
    const { text, readsAs } = example();
    const lines = text.split("\n");
    lines.splice(3, 1);
    expect(readsAs(lines.join("\n")).message).toMatch(/its checksum does not fit/);
  });
});

describe("a run.json of another version", () => {
  it("from before there were summaries: is read from the whole document", () => {
    const { text, run, readsAs } = example({ result: exampleResult({ reward: Number.NaN }) });
    const { summary: _, checksum: __, ...content } = JSON.parse(text);
    const old = (checksum: string) => `${JSON.stringify({ ...content, checksum }, null, 2)}\n`;
    const checksum = sha256(JSON.stringify(content));
    expect(readsAs(old(checksum))).toEqual({ line: summaryOf(run), summary: null });
    expect(readsAs(old(checksum).replace('"chi2": 0.37', '"chi2": 0.36')).message).toMatch(
      /its checksum does not fit/,
    );
  });

  it("with another summary: its line is made from the whole document", () => {
    const { text, run, readsAs } = example();
    const { checksum: _, summary, ...content } = JSON.parse(text);
    const { kind, schema, ...document } = content;
    const { chi2: __, ...lacking } = summary;
    for (const other of [lacking, { ...summary, seed: "one" }, "text", null]) {
      const { line } = readsAs(runText({ kind, schema, summary: other, ...document }));
      expect(line).toEqual(summaryOf(run));
    }
    expect(readsAs(runText({ ...content, summary })).line).toEqual(summaryOf(run));
    const inLines = text.replace('"seed":1,', '"seed":1,\n').split(',\n  "checksum"')[0]!;
    expect(readsAs(`${inLines},\n  "checksum": "${sha256(inLines)}"\n}\n`).line).toEqual(summaryOf(run));
    const more = { ...summary, later: 1 };
    expect(readsAs(runText({ kind, schema, summary: more, ...document })).summary).toEqual(
      summarise(run.document),
    );
  });
});

describe("a damaged run.json", () => {
  it("is refused whichever byte is wrong", () => {
    const { text, readsAs } = example({ result: exampleResult({ operators: [], solutions: [] }) });
    const bytes = Buffer.from(text);
    expect(readsAs(bytes).line).toBeDefined();
    for (let k = 0; k < bytes.length; k += 3) {
      bytes[k]! ^= 1;
      expect(readsAs(bytes), `byte ${k}`).toMatchObject({
        line: undefined,
        summary: null,
        message: expect.stringMatching(
          /run\.json: (not a whole JSON|not a run|its checksum|kind: |schema: )/,
        ),
      });
      bytes[k]! ^= 1;
    }
  });

  it("is refused wherever it ends", () => {
    const { text, readsAs } = example({ result: null });
    for (const length of [0, 1, 80, 900, text.length - 90, text.length - 2]) {
      expect(readsAs(text.slice(0, length)).message).toMatch(/not a whole JSON document/);
    }
  });
});
