import { z } from "zod";
import { InputError } from "./errors.js";

/**
 * An option, registered once: the check of a caller's value, the command line and its help, the words by which a report repeats it and
 * the table of the documentation are all made from this.
 */
export interface Option<Value = unknown> extends OptionText<Value> {
  /** type and range, with what is said of another value */
  readonly schema: z.ZodType<Value>;
  /** how a command line takes it; null where only a program can give it */
  readonly typed: Typed<Value> | null;
}

export interface OptionText<Value> {
  /** what it says, in a line */
  readonly help: string;
  /** what holds where it is left out */
  readonly default?: Value;
  /** the same in words, where it depends on something else */
  readonly otherwise?: string;
  readonly unit?: string;
  /** where the idea is from, such as an arXiv number */
  readonly source?: string;
  /** may a run that goes on be given another value? */
  readonly mayChange?: boolean;
}

export interface Typed<Value> {
  /** what follows the flag, such as `<name>`; empty for a switch */
  readonly argument: string;
  readonly choices?: readonly string[];
  /** a switch that is on unless `--no-NAME` is given */
  readonly negated?: boolean;
  /** the value is what this file holds, by the name that a command line made from a run gives it */
  readonly file?: string;
  /** reads one word after the flag; the word itself where this is absent */
  read?(text: string, flag: string, previous: Value | undefined): Value;
  /** the words after the flag that give a value; the value itself where this is absent */
  write?(value: Value): readonly string[];
}

export type Options = Readonly<Record<string, Option>>;

/** Values of options by name, all of which may be left out. */
export type OptionValues<Registered extends Options> = {
  readonly [Name in keyof Registered]?: z.output<Registered[Name]["schema"]>;
};

/** `fastMath` is `--fast-math`. */
export function flagOf(name: string, { typed }: Option): string {
  const words = name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);
  return typed?.negated ? `--no-${words}` : `--${words}`;
}

/** Those of the values that belong to registered options and are given. */
export function pick<Registered extends Options>(
  options: Registered,
  values: Readonly<Record<string, unknown>>,
): OptionValues<Registered> {
  const given = Object.keys(options).filter((name) => values[name] !== undefined);
  return Object.fromEntries(given.map((name) => [name, values[name]])) as OptionValues<Registered>;
}

/** The values of registered options, and all others. */
export function split<Registered extends Options, Values extends object>(
  options: Registered,
  values: Values & OptionValues<Registered>,
): readonly [OptionValues<Registered>, Omit<Values, keyof Registered>] {
  const others = Object.entries(values).filter(([name]) => !Object.hasOwn(options, name));
  return [
    pick(options, values as Readonly<Record<string, unknown>>),
    Object.fromEntries(others) as Omit<Values, keyof Registered>,
  ];
}

/** The words of a command line that give these values, in the order in which the options are registered. */
export function optionWords<Registered extends Options>(
  options: Registered,
  values: OptionValues<Registered>,
): string[] {
  return Object.entries(options).flatMap(([name, option]) => {
    const value: unknown = values[name];
    const { typed } = option;
    if (value === undefined || typed === null) return [];
    const flag = flagOf(name, option);
    if (typed.file !== undefined) return [flag, typed.file];
    if (typed.argument === "") return value === (typed.negated !== true) ? [flag] : [];
    const words = typed.write?.(value) ?? [String(value)];
    return words.length === 0 ? [] : [flag, ...words];
  });
}

/** One of some names. */
export function choice<const Name extends string>(
  names: readonly Name[],
  text: OptionText<Name> & { readonly argument?: string },
): Option<Name> {
  const { argument = "<name>", ...rest } = text;
  const schema = z.enum(names, { error: `must be one of ${names.join(", ")}` });
  return { ...rest, schema, typed: { argument, choices: names } };
}

/** Off unless given. */
export function onRequest(text: OptionText<boolean>): Option<boolean> {
  return { ...text, schema: z.boolean({ error: "must be true or false" }), typed: { argument: "" } };
}

/** On unless refused by `--no-NAME`. */
export function unlessRefused(text: OptionText<boolean>): Option<boolean> {
  const on = onRequest(text);
  return { ...on, default: true, typed: { argument: "", negated: true } };
}

export function word(argument: string, text: OptionText<string>): Option<string> {
  return { ...text, schema: z.string({ error: "must be a string" }), typed: { argument } };
}

/** A whole number of at least `least`, and where `most` is given of at most that. */
export function count(least: number, text: OptionText<number> & { readonly most?: number }): Option<number> {
  const { most = Number.MAX_SAFE_INTEGER, ...rest } = text;
  const range = { error: `must be a ${wholeNumbers(least, most)}` };
  return {
    ...rest,
    schema: z.int(range).min(least, range).max(most, range),
    typed: { argument: "<number>", read: (typed, flag) => wholeNumber(flag, least, most)(typed) },
  };
}

/** Reads a whole number of at least `least` and at most `most`. */
export function wholeNumber(
  flag: string,
  least: number,
  most = Number.MAX_SAFE_INTEGER,
): (text: string) => number {
  return (text) => {
    const value = Number(text);
    if (/^\d+$/.test(text) && value >= least && value <= most) return value;
    throw new InputError({ where: flag, found: text, allowed: `expected a ${wholeNumbers(least, most)}` });
  };
}

const wholeNumbers = (least: number, most: number) =>
  most === Number.MAX_SAFE_INTEGER
    ? `whole number of at least ${least}`
    : `whole number from ${least} to ${most}`;

/** Reads a finite number. */
export function realNumber(flag: string): (text: string) => number {
  return (text) => {
    const value = Number(text);
    if (text.trim() !== "" && Number.isFinite(value)) return value;
    throw new InputError({ where: flag, found: text, allowed: "expected a number" });
  };
}
