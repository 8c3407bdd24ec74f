import { readFileSync, statSync } from "node:fs";
import { relative } from "node:path";
import { type Document, isScalar, LineCounter, parseDocument, visit } from "yaml";
import type { z } from "zod";
import { InputError } from "../errors.js";

/** Path of a file as messages show it: relative to the working directory where that is shorter. */
export function shownPath(file: string): string {
  const short = relative(process.cwd(), file);
  return short.length < file.length && !short.startsWith("..") ? short : file;
}

/**
 * Reads a YAML file and checks its shape.
 * @throws InputError for a file that cannot be read, broken YAML (with line and column), and the first field that does not fit
 */
export function readDocument<Schema extends z.ZodType>(file: string, schema: Schema): z.output<Schema> {
  return parsedDocument(readText(file), file, schema);
}

/**
 * The document of a file whose text was read before.
 * @throws InputError as {@link readDocument}
 */
export function parsedDocument<Schema extends z.ZodType>(
  text: string,
  file: string,
  schema: Schema,
): z.output<Schema> {
  const where = shownPath(file);
  return checkedDocument(parsedYaml(text, where), where, schema);
}

/**
 * What a file holds, in the shape of a schema whose messages say what a field must be.
 * @throws InputError for the first field that does not fit
 */
export function checkedDocument<Schema extends z.ZodType>(
  data: unknown,
  where: string,
  schema: Schema,
): z.output<Schema> {
  const result = schema.safeParse(data);
  if (result.success) return result.data;
  throw shapeError(where, data, result.error.issues[0]!);
}

/** Far above any theory or data file. */
const LARGEST_FILE = 1 << 24;

/** @throws InputError for a folder, a device or a pipe: reading one may never end */
function requireRegular(file: string) {
  const found = statSync(file);
  if (found.isFile()) return found;
  throw new InputError({ where: shownPath(file), allowed: "is no regular file: write the text into one" });
}

/** @throws InputError for a file that cannot be read */
export function readText(file: string): string {
  try {
    const { size } = requireRegular(file);
    if (size > LARGEST_FILE)
      throw new InputError({
        where: shownPath(file),
        allowed: `has ${size} bytes; such files have at most ${LARGEST_FILE}`,
      });
    return readFileSync(file, "utf8");
  } catch (error) {
    if (error instanceof InputError) throw error;
    const code = (error as NodeJS.ErrnoException).code;
    const reason = code === "ENOENT" ? "there is no such file" : `cannot be read (${code})`;
    throw new InputError({ where: shownPath(file), allowed: reason });
  }
}

/**
 * YAML, or JSON, which is YAML.
 * @throws InputError for what is neither, with line and column
 */
export function parsedYaml(text: string, where: string): unknown {
  const lineCounter = new LineCounter();
  // the library's own check of keys is quadratic in their number
  const document = parseDocument(text, { uniqueKeys: false, lineCounter });
  const problem = document.errors[0] ?? document.warnings[0];
  if (problem) {
    // the first line names line and column; the rest is an excerpt of the file
    const message = problem.message.split("\n")[0]!.replace(/:$/, "");
    throw new InputError({ where, allowed: `is not valid YAML: ${message}` });
  }
  const repeated = repeatedKey(document, lineCounter);
  if (repeated !== null) throw new InputError({ where, allowed: `is not valid YAML: ${repeated}` });
  let data: unknown;
  try {
    data = document.toJS();
  } catch (error) {
    throw new InputError({ where, allowed: `is not valid YAML: ${(error as Error).message}` });
  }
  if (containsItself(data, new Set()))
    throw new InputError({ where, allowed: "is not valid YAML: an alias stands inside what it stands for" });
  return data;
}

function repeatedKey(document: Document.Parsed, lines: LineCounter): string | null {
  let found: string | null = null;
  visit(document, {
    Map(_, { items }) {
      const seen = new Set<unknown>();
      for (const { key } of items) {
        const value = isScalar(key) ? key.value : key;
        if (!seen.has(value)) {
          seen.add(value);
          continue;
        }
        const { line, col } = lines.linePos((isScalar(key) && key.range?.[0]) || 0);
        found = `Map keys must be unique at line ${line}, column ${col}`;
        return visit.BREAK;
      }
    },
  });
  return found;
}

function containsItself(value: unknown, around: Set<object>): boolean {
  if (typeof value !== "object" || value === null) return false;
  if (around.has(value)) return true;
  around.add(value);
  const found = Object.values(value).some((member) => containsItself(member, around));
  around.delete(value);
  return found;
}

function shapeError(where: string, data: unknown, issue: z.core.$ZodIssue): InputError {
  const path = issue.code === "unrecognized_keys" ? [...issue.path, issue.keys[0]!] : issue.path;
  const found = path.reduce<unknown>(child, data);
  const allowed = found === undefined ? `is missing; it ${issue.message}` : issue.message;
  if (path.length === 0) return new InputError({ where, found, allowed });
  const field = fieldPath(path);
  return found === undefined
    ? new InputError({ where, field, allowed })
    : new InputError({ where, field, found, allowed });
}

function child(value: unknown, key: PropertyKey): unknown {
  return typeof value === "object" && value !== null
    ? (value as Record<PropertyKey, unknown>)[key]
    : undefined;
}

/** `["spectrum", 2, "delta"]` → `spectrum[2].delta` */
function fieldPath(path: readonly PropertyKey[]): string {
  return path
    .map((key, position) =>
      typeof key === "number" ? `[${key}]` : `${position > 0 ? "." : ""}${String(key)}`,
    )
    .join("");
}
