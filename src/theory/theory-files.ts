import { existsSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import { InputError } from "../errors.js";
import { readText } from "./document.js";

/** Texts of files by their names in the theory's folder. */
export type Texts = Readonly<Record<string, string>>;

/** What a theory is read from: its file and what lies beside it, on disk or in a run. */
export class TheoryFiles {
  private readonly kept: Record<string, string>;

  /**
   * @param file path of the theory file, for messages; its last part is the file's name
   * @param onDisk may texts that are not given be read from its folder?
   */
  constructor(
    readonly file: string,
    given: Texts = {},
    private readonly onDisk = true,
  ) {
    this.kept = { ...given };
  }

  /** name of the theory file itself */
  get name(): string {
    return basename(this.file);
  }

  has(name: string): boolean {
    return Object.hasOwn(this.kept, name) || (this.onDisk && existsSync(this.path(name)));
  }

  /** @throws InputError where there is none, or it cannot be read */
  text(name: string): string {
    const kept = Object.hasOwn(this.kept, name) ? this.kept[name] : undefined;
    if (kept !== undefined) return kept;
    if (!this.onDisk)
      throw new InputError({
        where: this.file,
        found: name,
        allowed: "the run does not keep this file of its theory",
      });
    const text = readText(this.path(name));
    this.kept[name] = text;
    return text;
  }

  path(name: string): string {
    return join(dirname(this.file), name);
  }

  /** All that was read so far. */
  get texts(): Texts {
    return { ...this.kept };
  }
}
