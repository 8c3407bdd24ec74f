import { createRequire } from "node:module";
import type { MathNode } from "mathjs";
import { InputError } from "../errors.js";
import { cos, exp, log, pow, sin } from "../math/elementary.js";
import { factorial, gamma, pochhammer } from "../math/gamma.js";

/** Where an expression stands, for messages, and what its names mean. */
export interface ExpressionContext {
  readonly where: string;
  readonly field: string;
  readonly names: Readonly<Record<string, number>>;
}

interface AllowedFunction {
  readonly least: number;
  readonly most: number;
  apply(...values: number[]): number;
}

const one = (apply: (x: number) => number): AllowedFunction => ({ least: 1, most: 1, apply });
const two = (apply: (x: number, y: number) => number): AllowedFunction => ({ least: 2, most: 2, apply });

const functions: ReadonlyMap<string, AllowedFunction> = new Map([
  ["sqrt", one(Math.sqrt)],
  ["exp", one(exp)],
  ["log", one(log)],
  ["sin", one(sin)],
  ["cos", one(cos)],
  ["tan", one((x) => sin(x) / cos(x))],
  ["abs", one(Math.abs)],
  ["gamma", one(gamma)],
  ["factorial", one(factorial)],
  ["pochhammer", two(pochhammer)],
  ["min", { least: 1, most: 100, apply: Math.min }],
  ["max", { least: 1, most: 100, apply: Math.max }],
]);

const operators: ReadonlyMap<string, (x: number, y: number) => number> = new Map([
  ["add", (x, y) => x + y],
  ["subtract", (x, y) => x - y],
  ["multiply", (x, y) => x * y],
  ["divide", (x, y) => x / y],
  ["pow", pow],
]);

const constants: ReadonlyMap<string, number> = new Map([
  ["pi", Math.PI],
  ["e", Math.E],
]);

/** Words that mean something to the parser or here, and so cannot name a parameter. */
const words = [
  "mod",
  "to",
  "in",
  "and",
  "or",
  "xor",
  "not",
  "end",
  "true",
  "false",
  "null",
  "undefined",
  "NaN",
  "Infinity",
];
export const reservedNames: ReadonlySet<string> = new Set([
  ...words,
  ...functions.keys(),
  ...constants.keys(),
]);

const longest = 500;
const decimal = String.raw`[+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?`;
const plainNumber = new RegExp(`^(${decimal})(?:\\s*/\\s*(${decimal}))?$`);

/**
 * Value of a number or an expression: + − * / ^, parentheses, the functions above, pi, e and the names of the context.
 * Decimal numbers and fractions such as "1/8" are read without loading the parser.
 * @throws InputError for anything else, and where the value is not finite.
 */
export function evaluateExpression(value: number | string, context: ExpressionContext): number {
  const result = expressionValue(value, context);
  if (!Number.isFinite(result)) {
    throw refuse(value, context, `must have a finite value, but it is ${result}`);
  }
  return result;
}

/** The same, whatever the value: ±∞ and NaN too. @throws InputError for what the grammar does not allow */
export function expressionValue(value: number | string, context: ExpressionContext): number {
  return typeof value === "number" ? value : evaluateText(value.trim(), context);
}

function evaluateText(text: string, context: ExpressionContext): number {
  const plain = plainNumber.exec(text);
  if (plain) return Number(plain[1]) / (plain[2] === undefined ? 1 : Number(plain[2]));
  if (Object.hasOwn(context.names, text)) return context.names[text]!;
  if (text === "") throw refuse(text, context, "must not be empty");
  if (text.length > longest) throw refuse(text, context, `must be at most ${longest} characters`);
  const stranger = /[^A-Za-z0-9_+\-*/^(),. ]/u.exec(text);
  if (stranger)
    throw refuse(text, context, `${JSON.stringify(stranger[0])} is not allowed; ${grammar(context)}`);
  return evaluateNode(parse(text, context), (problem) => refuse(text, context, problem), context);
}

type Refuse = (problem: string) => InputError;

function evaluateNode(node: MathNode, fail: Refuse, context: ExpressionContext): number {
  const part = node as unknown as SyntaxNode;
  switch (part.type) {
    case "ConstantNode":
      if (typeof part.value === "number") return part.value;
      break;
    case "ParenthesisNode":
      return evaluateNode(part.content, fail, context);
    case "SymbolNode":
      return evaluateName(part.name, fail, context);
    case "OperatorNode":
      return evaluateOperator(part, fail, context);
    case "FunctionNode":
      return evaluateFunction(part, fail, context);
  }
  throw fail(`${node.toString()} is not allowed; ${grammar(context)}`);
}

function evaluateName(name: string, fail: Refuse, context: ExpressionContext): number {
  const value = Object.hasOwn(context.names, name) ? context.names[name] : constants.get(name);
  if (value === undefined) throw fail(`unknown name ${name}; ${grammar(context)}`);
  return value;
}

function evaluateOperator(node: OperatorPart, fail: Refuse, context: ExpressionContext): number {
  if (node.implicit) throw fail("write products with *");
  const [left, right] = node.args;
  if (node.fn === "unaryMinus" && left) return -evaluateNode(left, fail, context);
  const operator = operators.get(node.fn);
  if (!operator || !left || !right) throw fail(`the operator ${node.op} is not allowed; ${grammar(context)}`);
  return operator(evaluateNode(left, fail, context), evaluateNode(right, fail, context));
}

function evaluateFunction(node: FunctionPart, fail: Refuse, context: ExpressionContext): number {
  const name = node.fn.type === "SymbolNode" ? String(node.fn.name) : node.fn.toString();
  const allowed = functions.get(name);
  if (!allowed) throw fail(`unknown function ${name}; ${grammar(context)}`);
  const { least, most } = allowed;
  if (node.args.length < least || node.args.length > most) {
    throw fail(
      `${name} takes ${least === most ? least : `${least} to ${most}`} arguments, not ${node.args.length}`,
    );
  }
  return allowed.apply(...node.args.map((argument) => evaluateNode(argument, fail, context)));
}

/** The parts of mathjs's syntax tree that are read here; every other kind of node is refused. */
type SyntaxNode =
  | { readonly type: "ConstantNode"; readonly value: unknown }
  | { readonly type: "ParenthesisNode"; readonly content: MathNode }
  | { readonly type: "SymbolNode"; readonly name: string }
  | OperatorPart
  | FunctionPart;

interface OperatorPart {
  readonly type: "OperatorNode";
  readonly op: string;
  readonly fn: string;
  readonly implicit: boolean;
  readonly args: readonly MathNode[];
}

interface FunctionPart {
  readonly type: "FunctionNode";
  readonly fn: MathNode & { readonly name?: unknown };
  readonly args: readonly MathNode[];
}

type Parser = (text: string) => MathNode;
let parser: Parser | undefined;

/** mathjs only parses; its own evaluator, which reaches functions of the host, is never called. */
function parse(text: string, context: ExpressionContext): MathNode {
  // the entry without matrices and units loads in half the time of the whole
  parser ??= (createRequire(import.meta.url)("mathjs/number") as { parse: Parser }).parse;
  try {
    return parser(text);
  } catch (error) {
    throw refuse(text, context, `cannot be read: ${(error as Error).message}`);
  }
}

function grammar(context: ExpressionContext): string {
  const names = [...Object.keys(context.names), ...constants.keys()].join(", ");
  return `allowed are numbers, + - * / ^ ( ), the functions ${[...functions.keys()].join(", ")} and the names ${names}`;
}

function refuse(found: number | string, context: ExpressionContext, allowed: string): InputError {
  return new InputError({ where: context.where, field: context.field, found, allowed });
}
