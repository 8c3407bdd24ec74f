import { Html, html } from "./html.js";
import { style } from "./style.js";

/** What a page is made of; the same shell for a report and the live view. */
export interface Page {
  readonly title: string;
  readonly body: Html;
  /** address of a script; a report has none */
  readonly script?: string;
}

/** A whole document. Without a script it is complete in itself: nothing is loaded, no script runs. */
export function page({ title, body, script }: Page): string {
  const policy =
    script === undefined
      ? html`<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'; img-src data:">\n`
      : html`<script type="module" src="${script}"></script>\n`;
  return html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
${policy}<link rel="icon" href="data:,">
<title>${title}</title>
<style>${new Html(style)}</style>
</head>
<body>
${body}
</body>
</html>
`.text;
}
