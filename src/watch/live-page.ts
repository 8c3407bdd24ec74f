import { type Html, html } from "../report/html.js";
import { page } from "../report/page.js";
import type { View } from "./run-view.js";

/** Headings of the parts that have one. */
const headings: Readonly<Record<string, string>> = {
  status: "Now",
  best: "Best so far",
  operators: "Operators",
  sac: "Soft actor-critic",
};

/** The page as it is now, with a place for each part that the stream brings anew. */
export function livePage({ title, parts }: View, home: boolean): string {
  const { heading, ...rest } = Object.fromEntries(parts) as Record<string, Html>;
  const back = home ? html`<nav><a href="/">all runs</a></nav>` : "";
  return page({
    title,
    script: "/client.js",
    body: html`<header>${back}<div id="heading">${heading!}</div></header>
<main>
${Object.entries(rest).map(
  ([id, markup]) => html`<section>${headings[id] === undefined ? "" : html`<h2>${headings[id]}</h2>`}
<div id="${id}">${markup}</div></section>
`,
)}</main>
<footer><span id="connection" role="status">as of now</span></footer>`,
  });
}
