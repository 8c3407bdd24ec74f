export interface Column {
  readonly title: string;
  /** numbers stand right, words left */
  readonly align: "left" | "right";
}

/** A plain table: a line of titles, a rule, one line a row, columns two blanks apart, no blanks at the ends of lines. */
export function textTable(columns: readonly Column[], rows: readonly (readonly string[])[]): string {
  const widths = columns.map((column, index) =>
    Math.max(displayWidth(column.title), ...rows.map((row) => displayWidth(row[index] ?? ""))),
  );
  const line = (cells: readonly string[]) =>
    columns
      .map((column, index) => pad(cells[index] ?? "", widths[index]!, column.align))
      .join("  ")
      .trimEnd();
  const rule = line(widths.map((width) => "─".repeat(width)));
  return [line(columns.map((column) => column.title)), rule, ...rows.map(line)].join("\n");
}

function pad(text: string, width: number, align: Column["align"]): string {
  const blanks = " ".repeat(width - displayWidth(text));
  return align === "right" ? blanks + text : text + blanks;
}

/** Columns that a terminal uses: combining marks (as in ε̄) take none. */
function displayWidth(text: string): number {
  return [...text.replace(/\p{Mark}/gu, "")].length;
}
