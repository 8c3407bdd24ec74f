import type { Settings } from "../../theory/options.js";

/** Which of the runs under `out`. */
export interface SelectionOptions {
  readonly theory?: readonly string[];
  readonly optimiser?: readonly string[];
  readonly state?: readonly string[];
  readonly since?: Date;
  readonly set?: Settings;
  readonly out: string;
  readonly json?: boolean;
}

export interface ListOptions extends SelectionOptions {
  readonly sort?: string;
  readonly top?: number;
  readonly best?: boolean;
}

export interface ExportOptions extends SelectionOptions {
  readonly table: "runs" | "operators" | "ladder" | "warnings";
  readonly format: "csv" | "parquet";
  readonly output?: string;
}

export interface PlaceOptions {
  readonly out: string;
  readonly json?: boolean;
}

export interface ShowOptions extends PlaceOptions {
  readonly all?: boolean;
}
