import { z } from "zod";
import { InputError } from "../errors.js";
import { type Option, type OptionValues, word } from "../option.js";
import type { GivenOperator } from "../theory/physics-text.js";
import type { SearchCommandOptions } from "./search-options.js";

const operators: z.ZodType<readonly GivenOperator[]> = z.array(z.any());

/** `T: 2, 3` or `neutral J: 1, 1`: a name, after a channel where the family has several, spin and Δ. */
const fixedOption: Option<readonly GivenOperator[]> = {
  help: 'an operator of fixed dimension, repeatable: "T: 2, 3" is spin and dimension, "neutral J: 1, 1" with its channel',
  schema: operators,
  typed: {
    argument: "<operator...>",
    read: (text, flag, previous = []) => {
      const [, names = "", spin, delta] = /^([^:]+):\s*(\d+)\s*,\s*([^,\s].*)$/.exec(text) ?? [];
      const words = names.trim().split(/\s+/);
      if (spin === undefined || delta === undefined || words.length > 2)
        throw new InputError({
          where: flag,
          found: text,
          allowed: 'expected "NAME: spin, dimension", such as "T: 2, 3"',
        });
      const [name, channel] = words.reverse();
      const own = { name: name!, spin: Number(spin), delta: value(delta) };
      return [...previous, channel === undefined ? own : { channel, ...own }];
    },
  },
};

/** `0 > 1.4`, as `crossing bound` takes it. */
const gapOption: Option<readonly GivenOperator[]> = {
  help: 'no operator of a spin below a dimension, repeatable: "0 > 1.4", "charge-2 0 > 1.4" with its channel',
  schema: operators,
  typed: {
    argument: "<gap...>",
    read: (text, flag, previous = []) => {
      const [, channel, spin, delta] = /^(?:(\S+)\s+)?(\d+)\s*>\s*(\S+)$/.exec(text.trim()) ?? [];
      if (spin === undefined || delta === undefined)
        throw new InputError({
          where: flag,
          found: text,
          allowed: 'expected "spin > dimension", such as "0 > 1.4"',
        });
      const own = { spin: Number(spin), delta: value(delta) };
      return [...previous, channel === undefined ? own : { channel, ...own }];
    },
  },
};

const value = (text: string) => (Number.isFinite(Number(text)) ? Number(text) : text);

/** What `crossing discover` takes in place of a theory file, and what it writes. */
export const discoverOptions = {
  family: word("<name>", {
    help: "without a theory file: the family of crossing equations, with --set d=3 delta=0.5181489 for what they depend on",
  }),
  gap: gapOption,
  charge: word("<number>", { help: "with --family: the central charge, or C_T/C_free in other dimensions" }),
  fixed: fixedOption,
  tail: word("<model>", { help: "with --family: the model of the tail", otherwise: "the family's first" }),
  write: word("<file>", { help: "a theory file with the content that was found, for `crossing search`" }),
};

export type DiscoverCommandOptions = SearchCommandOptions & OptionValues<typeof discoverOptions>;
