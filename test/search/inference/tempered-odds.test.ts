import { expect, it } from "vitest";
import { FACTS } from "../../../src/search/inference/criteria.js";
import { temperedDifference, temperedOdds } from "../../../src/search/inference/tempered-evidence.js";

/** 70 rows: what they add up to counts for a tenth. */
const solution = (misfit: number, occam: number) => ({
  misfit,
  evidence: misfit + occam,
  informativeRows: 10 * FACTS,
});

it("tempers what the rows add up to, and leaves Occam factors whole", () => {
  const best = solution(-500, 40);
  expect(temperedOdds(solution(-480, 40), best)).toBeCloseTo(2, 12);
  expect(temperedOdds(solution(-500, 55), best)).toBeCloseTo(15, 12);
  // to the plain difference the two are as good as each other's tail
  expect(temperedDifference(solution(-500, 55), best)).toBeCloseTo(1.5, 12);
});
