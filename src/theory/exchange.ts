import { exchanges } from "../crossing/spins.js";
import { InputError } from "../errors.js";
import type { Family } from "../families/family.js";
import { type Channel, channelsOf, keptSectors } from "../families/sectors.js";
import type { Reader } from "./reader.js";

/** The channels of a theory, as its file may name them. */
export class Exchange {
  readonly channels: Readonly<Record<string, Channel>>;
  /** names of several channels, or other ones of one */
  private readonly groups: Readonly<Record<string, readonly string[]>>;

  constructor(
    readonly family: Family,
    private readonly reader: Reader,
  ) {
    this.channels = channelsOf(keptSectors(family));
    const named = keptSectors(family).filter(({ name }) => !Object.hasOwn(this.channels, name));
    this.groups = {
      ...Object.fromEntries(named.map(({ name, channels }) => [name, channels])),
      ...family.groups,
    };
  }

  /**
   * The channels that a row of the spectrum names: one, a sector, or a list; the only one there is where it names none.
   * @throws InputError for unknown ones, and spins that one of them does not exchange
   */
  ofRow(given: string | readonly string[] | undefined, spin: number, field: string): readonly string[] {
    const names = this.named(given, field);
    for (const name of names) this.check(name, spin, field, given ?? name);
    const twice = names.find((name, index) => names.indexOf(name) !== index);
    if (twice !== undefined) throw this.reader.fail(`${field}.channel`, given, `names ${twice} twice`);
    return names;
  }

  /** The one channel of an exact operator. @throws InputError as {@link ofRow}, and for a sector */
  ofOperator(given: string | undefined, spin: number, field: string): string {
    const channel = given ?? this.only(field);
    this.check(channel, spin, field, channel);
    return channel;
  }

  private named(given: string | readonly string[] | undefined, field: string): readonly string[] {
    if (given === undefined) return [this.only(field)];
    if (typeof given !== "string") return given;
    return this.groups[given] ?? [given];
  }

  private only(field: string): string {
    const names = Object.keys(this.channels);
    if (names.length === 1) return names[0]!;
    const allowed = `is missing; it must be one of ${this.allowed()}`;
    throw new InputError({ where: this.reader.where, field: `${field}.channel`, allowed });
  }

  private check(name: string, spin: number, field: string, found: unknown): void {
    const channel = Object.hasOwn(this.channels, name) ? this.channels[name]! : undefined;
    if (!channel) throw this.reader.fail(`${field}.channel`, found, `must be one of ${this.allowed()}`);
    if (exchanges(channel.spins, spin)) return;
    const parity =
      channel.spins === "even"
        ? "must be even: identical scalars exchange no odd spin"
        : `must be odd: ${name} exchanges no even spin`;
    throw this.reader.fail(`${field}.spin`, spin, parity);
  }

  private allowed(): string {
    return [...Object.keys(this.channels), ...Object.keys(this.groups)].join(", ");
  }
}
