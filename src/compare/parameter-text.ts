import { INFINITE } from "../families/family.js";
import { formatPlain } from "./uncertainty.js";

/** `delta = 0.3`, `c = inf`: one text a parameter. */
export function parameterTexts(parameters: Readonly<Record<string, number>>): string[] {
  return Object.entries(parameters).map(
    ([name, value]) => `${name} = ${value === INFINITE ? "inf" : formatPlain(value)}`,
  );
}
