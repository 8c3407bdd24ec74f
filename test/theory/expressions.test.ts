import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { InputError } from "../../src/errors.js";
import { cos, exp, log, pow, sin } from "../../src/math/elementary.js";
import { evaluateExpression } from "../../src/theory/expressions.js";

const names = { delta: 0.25, c: 25, q1: -1.5 };
const evaluate = (text: string | number) =>
  evaluateExpression(text, { where: "theory.yaml", field: "spectrum[2].delta", names });

/** A recursive-descent evaluator of the same grammar, on its own: ^ binds tighter than a leading minus, to the right. */
class Calculator {
  #rest: string;
  constructor(text: string) {
    this.#rest = text.replaceAll(" ", "");
  }
  sum(): number {
    let value = this.#product();
    for (;;) {
      if (this.#take("+")) value += this.#product();
      else if (this.#take("-")) value -= this.#product();
      else return value;
    }
  }
  #product(): number {
    let value = this.#signed();
    for (;;) {
      if (this.#take("*")) value *= this.#signed();
      else if (this.#take("/")) value /= this.#signed();
      else return value;
    }
  }
  #signed(): number {
    return this.#take("-") ? -this.#signed() : this.#power();
  }
  #power(): number {
    const base = this.#atom();
    return this.#take("^") ? pow(base, this.#signed()) : base;
  }
  #atom(): number {
    if (this.#take("(")) return this.#closed(this.sum());
    const number = /^\d+(\.\d+)?/.exec(this.#rest)?.[0];
    if (number !== undefined && this.#take(number)) return Number(number);
    const word = /^[a-z][a-z0-9]*/.exec(this.#rest)![0];
    this.#take(word);
    if (!this.#take("(")) return { ...names, pi: Math.PI, e: Math.E }[word]!;
    return this.#closed(this.#call(word));
  }
  #call(word: string): number {
    const first = this.sum();
    if (word === "min" || word === "max") {
      this.#take(",");
      return Math[word](first, this.sum());
    }
    return { sqrt: Math.sqrt, exp, log, sin, cos, abs: Math.abs }[word]!(first);
  }
  #closed(value: number): number {
    this.#take(")");
    return value;
  }
  #take(word: string): boolean {
    if (!this.#rest.startsWith(word)) return false;
    this.#rest = this.#rest.slice(word.length);
    return true;
  }
}

const { expression } = fc.letrec<{ expression: string }>((tie) => ({
  expression: fc.oneof(
    { depthSize: "small", withCrossShrink: true },
    fc.constantFrom("delta", "c", "q1", "pi", "e", "0", "1", "2", "7", "0.5", "3.25"),
    fc
      .tuple(tie("expression"), fc.constantFrom(" + ", "-", " * ", "/", "^"), tie("expression"))
      .map((parts) => parts.join("")),
    tie("expression").map((inner) => `(${inner})`),
    tie("expression").map((inner) => `-${inner}`),
    fc
      .tuple(fc.constantFrom("sqrt", "exp", "log", "sin", "cos", "abs"), tie("expression"))
      .map(([name, inner]) => `${name}(${inner})`),
    fc
      .tuple(fc.constantFrom("min", "max"), tie("expression"), tie("expression"))
      .map(([name, a, b]) => `${name}(${a}, ${b})`),
  ),
}));

describe("expressions", () => {
  it("agree bit for bit with a second evaluator of the grammar", () => {
    let finite = 0;
    fc.assert(
      fc.property(
        expression.filter((text) => text.length <= 400),
        (text) => {
          const wanted = new Calculator(text).sum();
          if (Number.isFinite(wanted)) {
            finite += 1;
            expect(evaluate(text)).toBe(wanted);
          } else {
            expect(() => evaluate(text)).toThrow(/must have a finite value/);
          }
        },
      ),
      { numRuns: 1000, seed: 20260101 },
    );
    // were most samples infinite, the property would say little
    expect(finite).toBeGreaterThan(500);
  });

  it("fractions and decimals are the nearest double of what they say", () => {
    fc.assert(
      fc.property(fc.integer({ min: -1e9, max: 1e9 }), fc.integer({ min: 1, max: 1e9 }), (p, q) => {
        expect(evaluate(`${p}/${q}`)).toBe(p / q);
        expect(evaluate(` ${p} / ${q} `)).toBe(p / q);
        expect(evaluate(`${p}.5e-3`)).toBe(Number(`${p}.5e-3`));
      }),
      { numRuns: 200, seed: 1 },
    );
  });

  it.each([
    ["-2^2", -4],
    ["2^3^2", 512],
    ["2^-1", 0.5],
    ["1/2/4", 0.125],
    ["8 - 4 - 2", 2],
    ["2*delta + 4", 4.5],
    ["factorial(5)", 120],
    ["pochhammer(delta, 2)", 0.3125],
    ["gamma(5)", 24],
    ["min(3, 1, 2)", 1],
    ["delta", 0.25],
    [" 1e-3 ", 1e-3],
  ])("%s = %d", (text, value) => expect(evaluate(text)).toBe(value));

  it("functions are those of analysis", () => {
    expect(evaluate("tan(pi/4)")).toBeCloseTo(1, 15);
    expect(evaluate("log(e)")).toBe(1);
    expect(evaluate("gamma(1/2)^2")).toBeCloseTo(Math.PI, 14);
    // the structure constant C²(ε, ε, ε′) of the tricritical Ising model, from its 40 known digits
    const k = "4/9 * gamma(4/5)*gamma(2/5)^3 / (gamma(1/5)*gamma(3/5)^3)";
    expect(evaluate(k)).toBeCloseTo(0.372468621851972, 14);
  });
});

describe("the scope of expressions is closed", () => {
  it.each([
    "process.exit()",
    "process",
    "require('fs')",
    'import("fs")',
    "import({a: 1})",
    "constructor",
    "__proto__",
    "toString()",
    "delta.constructor",
    'delta["constructor"]',
    'sqrt.constructor("return process")()',
    "x = 3",
    "delta = 3",
    "f(x) = x^2",
    "evaluate(1)",
    'evaluate("1+1")',
    "parse(1)",
    "createUnit(1)",
    "config(1)",
    "random()",
    "1; 2",
    "1\n2",
    "[1, 2]",
    "{a: 1}",
    "1:3",
    '"text"',
    "true",
    "null",
    "i",
    "sqrt",
    "2 delta",
    "2(delta)",
    "3 m",
    "5!",
    "5%",
    "5 mod 3",
    "2 .* 3",
    "1 < 2",
    "delta ? 1 : 2",
    "1 # comment",
    "+(1)",
    "3 to 4",
    "not 1",
    "unknown + 1",
    "sinh(1)",
    "sqrt(1, 2)",
    "pochhammer(1)",
    "min()",
    "1 +",
    "(1",
    "",
    "０",
    "`1`",
  ])("refuses %j", (text) => expect(() => evaluate(text)).toThrow(InputError));

  it.each([
    "1/0",
    "0/0",
    "log(0)",
    "sqrt(-1)",
    "(-8)^(1/3)",
    "gamma(-1)",
    "factorial(200)",
    "1e400",
    "NaN",
    "Infinity",
  ])("refuses %s, which is not a finite real number", (text) =>
    expect(() => evaluate(text)).toThrow(InputError),
  );

  it("refuses what is too long or too deep", () => {
    expect(() => evaluate("1+".repeat(400).concat("1"))).toThrow(/at most 500 characters/);
    expect(evaluate(`${"(".repeat(240)}1${")".repeat(240)}`)).toBe(1);
  });

  it("says file, field, what was found and what is allowed", () => {
    expect(() => evaluate("2*detla")).toThrow(
      'theory.yaml: spectrum[2].delta: got "2*detla": unknown name detla; allowed are numbers, + - * / ^ ( ), ' +
        "the functions sqrt, exp, log, sin, cos, tan, abs, gamma, factorial, pochhammer, min, max " +
        "and the names delta, c, q1, pi, e",
    );
    expect(() => evaluate("delta[1]")).toThrow(
      'theory.yaml: spectrum[2].delta: got "delta[1]": "[" is not allowed',
    );
  });
});
