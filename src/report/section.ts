import { type Html, html } from "./html.js";

/** A part of a page under a heading of its own. */
export interface Section {
  readonly title: string;
  readonly body: Html;
}

/** Sections of a page, each with a place that the list of contents leads to. */
export function sections(parts: readonly Section[]): Html {
  return html`${parts.map(
    ({ title, body }) => html`<section aria-labelledby="${anchor(title)}">
<h2 id="${anchor(title)}">${title}</h2>
${body}
</section>
`,
  )}`;
}

/** The same parts inside a section. */
export function subsections(parts: readonly Section[]): Html {
  return html`${parts.map(({ title, body }) => html`<h3>${title}</h3>\n${body}\n`)}`;
}

export function contents(parts: readonly Section[]): Html {
  return html`<nav aria-label="Contents"><ul>${parts.map(
    ({ title }) => html`<li><a href="#${anchor(title)}">${title}</a></li>`,
  )}</ul></nav>`;
}

function anchor(title: string): string {
  return title
    .toLowerCase()
    .replace(/[^\p{Letter}\d]+/gu, "-")
    .replace(/^-|-$/g, "");
}
