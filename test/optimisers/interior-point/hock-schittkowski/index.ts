import { fiveVariables } from "./five-variables.js";
import { fourVariables } from "./four-variables.js";
import { moreVariables } from "./more-variables.js";
import type { Statement } from "./statement.js";
import { threeVariables } from "./three-variables.js";
import { twoVariables } from "./two-variables.js";

export type { Statement } from "./statement.js";

export const hockSchittkowski: readonly Statement[] = [
  ...twoVariables,
  ...threeVariables,
  ...fourVariables,
  ...fiveVariables,
  ...moreVariables,
];
