/** The rows of the table of a caption, cell by cell, head first, as they stand in a page. */
export function tableCells(page: string, caption: string): string[][] {
  const start = page.indexOf(`<caption class="hidden">${caption}</caption>`);
  if (start < 0) throw new Error(`no table of the caption ${caption}`);
  const table = page.slice(start, page.indexOf("</table>", start));
  return [...table.matchAll(/<tr>(.*?)<\/tr>/gs)].map(([, row]) =>
    [...row!.matchAll(/<t[hd]\b[^>]*>(.*?)<\/t[hd]>/gs)].map(([, cell]) => plain(cell!)),
  );
}

/** Markup without its tags and entities. */
export function plain(markup: string): string {
  return markup
    .replace(/<[^>]*>/g, "")
    .replace(/&lt;/g, "<")
    .replace(/&gt;/g, ">")
    .replace(/&quot;/g, '"')
    .replace(/&#39;/g, "'")
    .replace(/&amp;/g, "&");
}
