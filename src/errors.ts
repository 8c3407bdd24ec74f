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
  const place = issue.field ? `${issue.where}: ${issue.field}` : issue.where;
  const found = "found" in issue ? `: got ${show(issue.found)}` : "";
  return `${place}${found}: ${issue.allowed}`;
}

function show(value: unknown): string {
  if (typeof value === "number" || value === undefined) return String(value);
  const text = JSON.stringify(value) ?? String(value);
  return text.length > 80 ? `${text.slice(0, 77)}…` : text;
}
