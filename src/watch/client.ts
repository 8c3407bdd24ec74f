/** What runs in the reader's browser: puts each part that comes over the stream into its place. */
export const clientScript = `
const stream = new EventSource(location.pathname.replace(/\\/$/, "") + "/events");
const connection = document.getElementById("connection");
stream.onopen = () => { connection.textContent = "live"; };
stream.onerror = () => { connection.textContent = "no connection; trying again"; };
stream.onmessage = ({ data }) => {
  const { title, ...parts } = JSON.parse(data);
  if (title !== undefined) document.title = title;
  for (const [id, markup] of Object.entries(parts)) document.getElementById(id).innerHTML = markup;
};
`;
