/**
 * Writes the tables of docs/search.md from the registered options, that of docs/theories.md from the theory files, and those of
 * docs/result-json.md from the interfaces of the result and their comments: `npm run docs`. A test fails where they are stale.
 */
import { readFileSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import ts from "typescript";
import { parse } from "yaml";
import { runOptions } from "../src/cli/search-options.js";
import { flagOf, type Option, type Options } from "../src/option.js";
import { searchOptions } from "../src/search/options.js";
import { loadTheory } from "../src/theory/load.js";
import { loadOptions } from "../src/theory/options.js";
import { listTheories } from "../src/theory/registry.js";
import type { Theory } from "../src/theory/theory.js";

const file = (name: string) => fileURLToPath(new URL(`../${name}`, import.meta.url));

/** Documents with generated parts, by path: the text that they should have. */
export function referenceDocs(): Readonly<Record<string, string>> {
  return {
    "docs/search.md": filled("docs/search.md", "options", optionTables()),
    "docs/theories.md": filled("docs/theories.md", "theories", theoryTable()),
    "docs/result-json.md": filled("docs/result-json.md", "result", resultTables()),
  };
}

/** A document with what stands between `<!-- mark: … -->` and the next `<!-- end -->` replaced. */
function filled(path: string, mark: string, content: string): string {
  const text = readFileSync(file(path), "utf8");
  const part = new RegExp(`(<!-- ${mark}:[^\\n]*-->\\n)[\\s\\S]*?(<!-- end -->)`);
  if (!part.test(text)) throw new Error(`${path}: no part ${mark}`);
  return text.replace(part, (_, begin, end) => `${begin}${content}\n${end}`);
}

function optionTables(): string {
  const groups: readonly (readonly [title: string, options: Options])[] = [
    ["Which theory", loadOptions],
    ["How", searchOptions],
    ["Which runs, and what becomes of them", runOptions],
  ];
  return groups.map(([title, options]) => `\n### ${title}\n\n${optionTable(options)}`).join("\n");
}

function optionTable(options: Options): string {
  const rows = Object.entries(options).map(([name, option]) => {
    const { typed, help, source, mayChange } = option;
    const flag = typed === null ? name : `${flagOf(name, option)} ${typed.argument}`.trim();
    const values = typed?.choices === undefined ? "" : `; ${typed.choices.map(code).join(", ")}`;
    const notes = [
      ...(source === undefined ? [] : [source]),
      ...(mayChange ? ["a resumed run may be given another"] : []),
    ];
    const said = `${help}${values}${notes.length === 0 ? "" : ` (${notes.join("; ")})`}`;
    return [code(flag), said, defaultOf(option)];
  });
  return table(["option", "", "default"], rows);
}

function defaultOf({ default: value, otherwise, typed }: Option): string {
  if (otherwise !== undefined) return otherwise;
  if (typed?.argument === "" || value === undefined) return "–";
  return String(value);
}

/** What is shipped, as the theory files have it. */
function theoryTable(): string {
  const rows = listTheories().map((name) => {
    const theory = loadTheory(name);
    return [code(name), theory.title, parametersOf(theory), knownOf(theory)];
  });
  return table(["name", "what", "parameters", "exact data"], rows);
}

function parametersOf({ parameterSpecs, file }: Theory): string {
  const ranges = Object.entries(parameterSpecs).map(([parameter, { min, max, infinite }]) => {
    if (max === null && !infinite) return `${code(parameter)}, at least ${min}`;
    return `${code(parameter)}, ${min} to ${max ?? "`inf`"}`;
  });
  const { alternative, series } = parse(readFileSync(file, "utf8"));
  const others = [
    ...(alternative ? [Object.keys(alternative.names)] : []),
    ...(series ? [["series", "n"]] : []),
  ].map((names) => `or ${names.map(code).join(", ")}`);
  return [...ranges, ...others].join("; ") || "–";
}

/** An operator that several channels exchange is one, with a coefficient in each. */
function knownOf({ name, exact, published }: Theory): string {
  const operators = new Set(exact.map(({ spin, delta }) => `${spin} ${delta}`)).size;
  const coefficients = operators === exact.length ? "" : `, ${exact.length} coefficients`;
  const known = operators === 0 ? "–" : `${operators} operators${coefficients}`;
  const link = `([bounds and published values](../theories/${name}/published.yaml))`;
  return published.length === 0 ? known : `${known} ${link}`;
}

/** The result and everything that it is made of, in the order in which they are named. */
function resultTables(): string {
  const path = "src/search/result.ts";
  const source = ts.createSourceFile(path, readFileSync(file(path), "utf8"), ts.ScriptTarget.Latest, true);
  const declared = new Map(
    source.statements.filter(isType).map((statement) => [statement.name.text, statement] as const),
  );
  const order: string[] = ["SearchResult"];
  for (const name of order)
    for (const [word] of declared
      .get(name)!
      .getText(source)
      .matchAll(/\b[A-Z]\w+/g))
      if (declared.has(word) && !order.includes(word)) order.push(word);
  return order.map((name) => `\n### ${name}\n\n${typeText(declared.get(name)!, source)}`).join("\n");
}

type TypeStatement = ts.InterfaceDeclaration | ts.TypeAliasDeclaration;

const isType = (statement: ts.Statement): statement is TypeStatement =>
  ts.isInterfaceDeclaration(statement) || ts.isTypeAliasDeclaration(statement);

function typeText(statement: TypeStatement, source: ts.SourceFile): string {
  const about = commentOf(statement);
  if (ts.isTypeAliasDeclaration(statement)) {
    const values = oneLine(statement.type.getText(source).replace(/^\|/, "")).split(" | ");
    return [...(about ? [about, ""] : []), values.map((value) => code(value.trim())).join(", ")].join("\n");
  }
  const fields = statement.members.filter(ts.isPropertySignature).map((member) => {
    const name = member.name.getText(source) + (member.questionToken ? "?" : "");
    const type = oneLine(member.type!.getText(source))
      .replace(/readonly /g, "")
      .replace(/\w+/g, choices);
    return [code(name), code(type), commentOf(member)];
  });
  return [...(about ? [about, ""] : []), table(["field", "type", ""], fields)].join("\n");
}

/** The values of a type that the options name. */
function choices(type: string): string {
  const { optimiser, objective, strategy } = searchOptions;
  const named: Readonly<Record<string, Option>> = {
    OptimiserName: optimiser,
    ObjectiveName: objective,
    StrategyName: strategy,
  };
  const values = named[type]?.typed?.choices;
  return values === undefined ? type : values.map((value) => `"${value}"`).join(" | ");
}

function commentOf(node: ts.Node): string {
  const [comment] = ts.getJSDocCommentsAndTags(node).filter(ts.isJSDoc);
  return oneLine(ts.getTextOfJSDocComment(comment?.comment) ?? "");
}

const oneLine = (text: string) => text.replace(/\s+/g, " ").trim();
const code = (text: string) => `\`${text}\``;
const cell = (text: string) => text.replaceAll("|", "\\|");

function table(titles: readonly string[], rows: readonly (readonly string[])[]): string {
  const lines = [titles, titles.map(() => "---"), ...rows.map((row) => row.map(cell))];
  return lines.map((line) => `| ${line.join(" | ")} |`).join("\n");
}

if (process.argv[1] === fileURLToPath(import.meta.url))
  for (const [path, text] of Object.entries(referenceDocs())) writeFileSync(file(path), text);
