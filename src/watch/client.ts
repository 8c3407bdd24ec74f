/**
 * What runs in the reader's browser: puts each part that comes over the stream into its place. A table keeps how far it was scrolled, a link
 * its focus.
 */
export const clientScript = `
const stream = new EventSource(location.pathname.replace(/\\/$/, "") + "/events");
const connection = document.getElementById("connection");
stream.onopen = () => { connection.textContent = "live"; };
stream.onerror = () => { connection.textContent = "no connection; trying again"; };
stream.onmessage = ({ data }) => {
  const { title, ...parts } = JSON.parse(data);
  if (title !== undefined) document.title = title;
  for (const [id, markup] of Object.entries(parts)) replace(document.getElementById(id), markup);
};

function replace(place, markup) {
  const boxes = () => [...place.querySelectorAll(".scroll")];
  const scrolled = boxes().map((box) => box.scrollLeft);
  const focused = place.contains(document.activeElement) ? document.activeElement.getAttribute("href") : null;
  place.innerHTML = markup;
  boxes().forEach((box, k) => { box.scrollLeft = scrolled[k] ?? 0; });
  if (focused !== null) place.querySelector('a[href="' + CSS.escape(focused) + '"]')?.focus({ preventScroll: true });
}
`;
