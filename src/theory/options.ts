import { z } from "zod";
import { InputError } from "../errors.js";
import { type Option, type OptionValues, onRequest, word } from "../option.js";

/** Parameter values: numbers, or constant expressions that the loader evaluates. */
export type Settings = Readonly<Record<string, number | string>>;

const setOption: Option<Settings> = {
  help: "theory parameters, repeatable: --set c=25 radius=1.5; put THEORY before it",
  otherwise: "those of the theory file",
  schema: z.record(z.string(), z.union([z.number(), z.string()])),
  typed: {
    argument: "<name=value...>",
    read: (typed, flag, previous = {}) => {
      const [, name, value] = /^([^=\s]+)=(.+)$/.exec(typed) ?? [];
      if (name === undefined || value === undefined)
        throw new InputError({ where: flag, found: typed, allowed: "expected name=value, such as c=25" });
      if (Object.hasOwn(previous, name))
        throw new InputError({
          where: flag,
          field: name,
          found: value,
          allowed: `is set twice, to ${previous[name]} before`,
        });
      const number = Number(value);
      return { ...previous, [name]: value.trim() !== "" && Number.isFinite(number) ? number : value };
    },
    write: (settings) => Object.entries(settings).map(([name, value]) => `${name}=${value}`),
  },
};

/** Which theory exactly, beside its name: here and nowhere else. */
export const loadOptions = {
  set: setOption,
  preset: word("<name>", {
    help: "a preset of the theory file, such as bootstop (`crossing theories NAME` lists them)",
  }),
  discover: onRequest({
    help: "how many operators of each spin there are is an unknown too: of the spectrum only fixed dimensions and gaps marked gap: true are read",
  }),
  free: onRequest({
    help: "release fixed dimensions and a known central charge: they become unknowns",
  }),
};

/** How to read a theory file. */
export type LoadOptions = OptionValues<typeof loadOptions>;
