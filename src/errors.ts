/**
 * What a user got wrong, as data: where, what was found, what is allowed.
 * Everything else that is thrown is a bug of ours.
 */
export class InputError extends Error {
  override readonly name = "InputError";
  constructor(
    readonly issue: {
      /** file, command-line flag or function argument */
      readonly where: string;
      /** path of the field inside it, such as `spectrum[2].delta` */
      readonly field?: string;
      readonly found?: unknown;
      /** what is allowed, or what to do, in a few words */
      readonly allowed: string;
    },
  ) {
    super(sentence(issue));
  }
}

function sentence(issue: InputError["issue"]): string {
  const place = printable(issue.field ? `${issue.where}: ${issue.field}` : issue.where);
  const found = "found" in issue ? `: got ${show(issue.found)}` : "";
  return `${place}${found}: ${issue.allowed}`;
}

/** Names of files and fields are the user's: what would move a terminal's cursor or hide a letter is spelt out. */
function printable(text: string): string {
  return text.replace(unprintable, (letter) => `\\u${letter.charCodeAt(0).toString(16).padStart(4, "0")}`);
}

/** Control characters, and those that turn the direction of writing. */
export const unprintable = /[\p{Cc}\u200e\u200f\u2028-\u202e\u2066-\u2069]/gu;

function show(value: unknown): string {
  if (typeof value === "number" || value === undefined) return String(value);
  const text = printable(jsonText(value));
  return text.length > 80 ? `${text.slice(0, 77)}…` : text;
}

/** A value that contains itself has no JSON. */
function jsonText(value: unknown): string {
  try {
    return JSON.stringify(value) ?? String(value);
  } catch {
    return Object.prototype.toString.call(value);
  }
}
