import { createHash } from "node:crypto";
import { runMark, toJson } from "./run-document.js";

/**
 * The text of a `run.json`: one JSON document, indented, but with its `summary` on a line of its own, so that a listing need not parse the rest.
 * A checksum, its last field, is the SHA-256 of all bytes before it: an untouched file is checked without parsing it.
 */
export function runText(content: object): string {
  const body = bodyText(content);
  return body + endingOf(body);
}

/** Is the file, byte for byte, as `runText` wrote it? */
export function isUntouched(file: Buffer): boolean {
  const length = file.length - endingLength;
  return file.toString("latin1", length) === endingOf(file.subarray(0, length));
}

/**
 * Did `runText` write a file that holds this, whatever somebody else's indentation? Files from before there were summaries have the checksum of
 * their compact text.
 */
export function isUnchanged({ checksum, ...content }: Readonly<Record<string, unknown>>): boolean {
  return checksum === checksumOf("summary" in content ? bodyText(content) : toJson(content));
}

/** The summary in an untouched file, as JSON has it; null where there is none in its place. */
export function summaryIn(file: Buffer): unknown {
  if (file.toString("latin1", 0, beginning.length) !== beginning) return null;
  const end = file.indexOf(",\n", beginning.length);
  try {
    return JSON.parse(file.toString("utf8", beginning.length, end));
  } catch {
    return null;
  }
}

const beginning = `${bodyText(runMark)},\n  "summary": `;

function bodyText(content: object): string {
  const fields = Object.entries(content).map(([name, value]) => `${toJson(name)}: ${fieldText(name, value)}`);
  return `{\n  ${fields.join(",\n  ")}`;
}

function fieldText(name: string, value: unknown): string {
  return name === "summary" ? toJson(value) : toJson(value, 2).replaceAll("\n", "\n  ");
}

function endingOf(body: string | Uint8Array): string {
  return `,\n  "checksum": "${checksumOf(body)}"\n}\n`;
}
const endingLength = endingOf("").length;

function checksumOf(text: string | Uint8Array): string {
  return `sha256:${createHash("sha256").update(text).digest("hex")}`;
}
