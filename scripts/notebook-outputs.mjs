/** Outputs of a notebook's cells, put into one form, and held against each other. */

/** Pixels by which coordinates of a figure may differ: they are rounded to thousandths, and versions of V8 differ in the last bit. */
const PIXELS = 0.0021;

/** Outputs without what differs from one execution to the next: streams that came in pieces are one, display ids go. */
export function canonicalOutputs(outputs) {
  const kept = [];
  for (const { output_type, name, text, data, ename, evalue } of outputs) {
    const last = kept.at(-1);
    if (output_type === "error") kept.push({ output_type, ename, evalue, traceback: [] });
    else if (output_type !== "stream")
      kept.push({ output_type: "display_data", data: joined(data), metadata: {} });
    else if (last?.name === name) last.text += join(text);
    else kept.push({ output_type, name, text: join(text) });
  }
  return kept;
}

/** What tells of an error; null where there is none. The cells of these notebooks write nothing else to standard error. */
export function errorOf(outputs) {
  const words = outputs.filter(({ name }) => name === "stderr").map(({ text }) => join(text));
  const failed = outputs.some(({ output_type }) => output_type === "error");
  return failed || words.length > 0 ? words.join("").trim() || "the cell failed" : null;
}

/** How fresh outputs differ from the committed ones, in a line; null where they do not. */
export function difference(committed, fresh) {
  const [old, now] = [canonicalOutputs(committed), canonicalOutputs(fresh)];
  if (old.length !== now.length) return `${now.length} outputs instead of ${old.length}`;
  for (const [index, output] of now.entries()) {
    const found = outputDifference(old[index], output);
    if (found !== null) return `output ${index + 1}: ${found}`;
  }
  return null;
}

function outputDifference(old, now) {
  if (old.output_type !== now.output_type || old.name !== now.name) return "of another kind";
  if (now.output_type === "stream") return firstChange(old.text, now.text);
  for (const type of new Set([...Object.keys(old.data), ...Object.keys(now.data)])) {
    const [before, after] = [old.data[type] ?? "", now.data[type] ?? ""];
    if (type === "image/svg+xml" && sameFigure(before, after)) continue;
    const change = firstChange(before, after);
    if (change !== null) return change;
  }
  return null;
}

const NUMBER = /-?\d+(?:\.\d+)?(?:e-?\d+)?/g;

/** The same but for coordinates a thousandth of a pixel apart. */
export function sameFigure(before, after) {
  const [a, b] = [before, after].map((svg) => svg.replace(/\bfigure-[0-9a-f]{8}/g, "figure"));
  if (a.replace(NUMBER, "#") !== b.replace(NUMBER, "#")) return false;
  const numbers = b.match(NUMBER) ?? [];
  return (a.match(NUMBER) ?? []).every(
    (text, index) => Math.abs(Number(text) - Number(numbers[index])) <= PIXELS,
  );
}

function firstChange(before, after) {
  if (before === after) return null;
  const at = [...after].findIndex((_, index) => after[index] !== before[index]);
  const start = Math.max(0, (at < 0 ? after.length : at) - 20);
  return `“${after.slice(start, start + 60)}” where “${before.slice(start, start + 60)}” was committed`;
}

function joined(data) {
  return Object.fromEntries(Object.entries(data).map(([type, value]) => [type, join(value)]));
}

function join(text) {
  return Array.isArray(text) ? text.join("") : text;
}
