import type { Reader } from "./reader.js";
import type { TheoryDocument } from "./schema.js";
import type { Rung } from "./theory.js";

/** @throws InputError where operators or cuts do not increase, or a rung has more operators than the spectrum */
export function readLadder(
  rungs: TheoryDocument["ladder"],
  field: string,
  reader: Reader,
  operatorCount: number,
): Rung[] {
  let last: Rung = { operators: 0, cut: 0 };
  return rungs.map((rung, index) => {
    const path = `${field}[${index}]`;
    const { operators } = rung;
    const cut = reader.positive(rung.cut, `${path}.cut`);
    if (operators > operatorCount) {
      throw reader.fail(`${path}.operators`, operators, `the spectrum has ${operatorCount} operators`);
    }
    if (operators <= last.operators) {
      throw reader.fail(
        `${path}.operators`,
        operators,
        `must exceed the ${last.operators} of the rung before`,
      );
    }
    if (cut <= last.cut)
      throw reader.fail(`${path}.cut`, rung.cut, `must exceed the cut before, ${last.cut}`);
    last = { operators, cut };
    return last;
  });
}
