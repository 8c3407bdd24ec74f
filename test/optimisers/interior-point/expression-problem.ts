import { type MathNode, parse } from "mathjs";
import { cos, exp, log, pow, sin } from "../../../src/math/elementary.js";
import type { NonlinearProblem } from "../../../src/optimisers/interior-point/index.js";
import type { Statement } from "./hock-schittkowski/statement.js";

/** A value with its exact gradient [n] and Hessian [n × n], full, carried forward through a formula. */
interface Jet {
  value: number;
  gradient: Float64Array;
  hessian: Float64Array;
}

type Function = (x: Float64Array) => Jet;

/** A statement in formulas as a problem with exact derivatives by forward differentiation of the formulas. */
export function expressionProblem(statement: Statement): NonlinearProblem & { constraintLower: number[] } {
  const n = statement.start.length;
  const objective = remembered(compile(parse(statement.objective), n));
  const rows = (statement.constraints ?? []).map((text) => constraint(text, n));
  const constraints = rows.map((row) => remembered(row.f));
  const problem = {
    variables: n,
    start: statement.start,
    ...(statement.lower && { lower: statement.lower }),
    ...(statement.upper && { upper: statement.upper }),
    objective: (x: Float64Array) => objective(x).value,
    gradient: (x: Float64Array) => objective(x).gradient,
    hessian(x: Float64Array, sigma: number, lambda: Float64Array) {
      const out = objective(x).hessian.map((value) => sigma * value);
      constraints.forEach((c, i) => {
        const h = c(x).hessian;
        for (let k = 0; k < out.length; k++) out[k] = out[k]! + lambda[i]! * h[k]!;
      });
      return out;
    },
    constraintLower: rows.map((row) => row.lower),
    constraintUpper: rows.map((row) => row.upper),
  };
  if (rows.length === 0) return problem;
  return {
    ...problem,
    constraints: (x) => constraints.map((c) => c(x).value),
    jacobian: (x) => constraints.flatMap((c) => [...c(x).gradient]),
  };
}

/** Value, gradient and Hessian are asked for at the same place one after the other. */
function remembered(f: Function): Function {
  let at: Float64Array | undefined;
  let last: Jet | undefined;
  return (x) => {
    if (last && at?.every((value, i) => value === x[i])) return last;
    at = x.slice();
    last = f(x);
    return last;
  };
}

function constraint(text: string, n: number): { f: Function; lower: number; upper: number } {
  const parts = text.split(/(<=|>=|==)/);
  if (parts.length === 5) {
    return { f: compile(parse(parts[2]!), n), lower: Number(parts[0]), upper: Number(parts[4]) };
  }
  const f = compile(parse(`(${parts[0]})-(${parts[2]})`), n);
  const infinity = Number.POSITIVE_INFINITY;
  return { f, lower: parts[1] === "<=" ? -infinity : 0, upper: parts[1] === ">=" ? infinity : 0 };
}

function compile(node: MathNode, n: number): Function {
  const any = node as unknown as {
    type: string;
    args: MathNode[];
    fn: string & { name: string };
    content: MathNode;
    value: number;
    name: string;
  };
  switch (any.type) {
    case "ParenthesisNode":
      return compile(any.content, n);
    case "ConstantNode":
      return () => constant(any.value, n);
    case "SymbolNode":
      return symbol(any.name, n);
    case "OperatorNode":
      return operator(
        any.fn,
        any.args.map((arg) => compile(arg, n)),
        any.args[1],
      );
    case "FunctionNode":
      return elementary(any.fn.name, compile(any.args[0]!, n));
    default:
      throw new Error(`cannot differentiate ${node.toString()}`);
  }
}

function constant(value: number, n: number): Jet {
  return { value, gradient: new Float64Array(n), hessian: new Float64Array(n * n) };
}

function symbol(name: string, n: number): Function {
  if (name === "pi") return () => constant(Math.PI, n);
  const i = Number(name.slice(1)) - 1;
  return (x) => {
    const jet = constant(x[i]!, n);
    jet.gradient[i] = 1;
    return jet;
  };
}

function operator(name: string, args: Function[], second: MathNode | undefined): Function {
  const [a, b] = args as [Function, Function];
  if (name === "unaryMinus") return (x) => combine(a(x), undefined, [-1, 0]);
  if (name === "add") return (x) => combine(a(x), b(x), [1, 1]);
  if (name === "subtract") return (x) => combine(a(x), b(x), [1, -1]);
  if (name === "multiply") return (x) => product(a(x), b(x));
  if (name === "divide") {
    return (x) =>
      product(
        a(x),
        chain(b(x), (v) => [1 / v, -1 / (v * v), 2 / (v * v * v)]),
      );
  }
  if (name !== "pow" || !second) throw new Error(`cannot differentiate ${name}`);
  const power = Number(second.compile().evaluate());
  return (x) =>
    chain(a(x), (v) => [
      pow(v, power),
      power * pow(v, power - 1),
      power === 1 ? 0 : power * (power - 1) * pow(v, power - 2),
    ]);
}

function elementary(name: string, a: Function): Function {
  const rules: Record<string, (v: number) => [number, number, number]> = {
    exp: (v) => [exp(v), exp(v), exp(v)],
    log: (v) => [log(v), 1 / v, -1 / (v * v)],
    sin: (v) => [sin(v), cos(v), -sin(v)],
    cos: (v) => [cos(v), -sin(v), -cos(v)],
    sqrt: (v) => [Math.sqrt(v), 0.5 / Math.sqrt(v), -0.25 / (v * Math.sqrt(v))],
  };
  const rule = rules[name];
  if (!rule) throw new Error(`cannot differentiate ${name}`);
  return (x) => chain(a(x), rule);
}

function combine(a: Jet, b: Jet | undefined, [p, q]: readonly [number, number]): Jet {
  return {
    value: p * a.value + (b ? q * b.value : 0),
    gradient: a.gradient.map((value, i) => p * value + (b ? q * b.gradient[i]! : 0)),
    hessian: a.hessian.map((value, i) => p * value + (b ? q * b.hessian[i]! : 0)),
  };
}

function product(a: Jet, b: Jet): Jet {
  const n = a.gradient.length;
  const gradient = a.gradient.map((value, i) => value * b.value + a.value * b.gradient[i]!);
  const hessian = a.hessian.map((value, k) => {
    const [i, j] = [Math.floor(k / n), k % n];
    const cross = a.gradient[i]! * b.gradient[j]! + a.gradient[j]! * b.gradient[i]!;
    return value * b.value + a.value * b.hessian[k]! + cross;
  });
  return { value: a.value * b.value, gradient, hessian };
}

/** h(a), from h, h′ and h″ at a. */
function chain(a: Jet, rule: (v: number) => [number, number, number]): Jet {
  const n = a.gradient.length;
  const [value, first, second] = rule(a.value);
  return {
    value,
    gradient: a.gradient.map((g) => first * g),
    hessian: a.hessian.map(
      (h, k) => first * h + second * a.gradient[Math.floor(k / n)]! * a.gradient[k % n]!,
    ),
  };
}
