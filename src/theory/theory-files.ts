import { existsSync, realpathSync, statSync } from "node:fs";
import { basename, dirname, isAbsolute, join, resolve, sep } from "node:path";
import { InputError } from "../errors.js";
import { readText, shownPath } from "./document.js";

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

  /**
   * @param field of the theory file that names it, for messages
   * @throws InputError where there is none, it cannot be read, or lies outside the folder
   */
  text(name: string, field?: string): string {
    const kept = Object.hasOwn(this.kept, name) ? this.kept[name] : undefined;
    if (kept !== undefined) return kept;
    if (!this.onDisk)
      throw new InputError({
        where: this.file,
        found: name,
        allowed: "the run does not keep this file of its theory",
      });
    if (name !== this.name) this.requireBeside(name, field);
    const text = readText(this.path(name));
    this.kept[name] = text;
    return text;
  }

  /** What a theory file from elsewhere names outside its folder, also through links, is not read, let alone shown. */
  private requireBeside(name: string, field: string | undefined): void {
    const folder = dirname(this.file);
    const refuse = (allowed: string) =>
      new InputError({ where: shownPath(this.file), ...(field && { field }), found: name, allowed });
    const outside = refuse("must lie in the folder of the theory file");
    if (isAbsolute(name) || !resolve(folder, name).startsWith(resolve(folder) + sep)) throw outside;
    if (!existsSync(this.path(name))) throw refuse("there is no such file");
    const real = realpathSync(this.path(name));
    if (!real.startsWith(realpathSync(folder) + sep)) throw outside;
    if (!statSync(real).isFile()) throw refuse("is no regular file");
  }

  path(name: string): string {
    return join(dirname(this.file), name);
  }

  /** All that was read so far. */
  get texts(): Texts {
    return { ...this.kept };
  }
}
