import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { InputError } from "../errors.js";
import { Channel } from "./channel.js";
import { clientScript } from "./client.js";
import { livePage } from "./live-page.js";
import type { View } from "./run-view.js";

/** What a live view shows: one run, or a folder and each run in it. */
export interface Watched {
  /** what stands at `/` */
  home(): View;
  /** the run of a name under `/runs/`; null where there is none */
  run(name: string): (() => View) | null;
}

export interface LiveServer {
  readonly port: number;
  readonly url: string;
  close(): Promise<void>;
}

const host = "127.0.0.1";

/** Names by which a browser on this machine reaches the server. A page elsewhere whose name was bent to 127.0.0.1 sends another. */
const loopback = /^(?:127\.0\.0\.1|localhost)(?::\d+)?$/i;

const headers = {
  "cache-control": "no-store",
  "content-security-policy":
    "default-src 'none'; script-src 'self'; connect-src 'self'; img-src data:; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
  "referrer-policy": "no-referrer",
  "x-content-type-options": "nosniff",
};

/**
 * Serves a live view to browsers on this machine alone.
 * @param port 0 takes any that is free
 * @throws {InputError} where the port is taken or may not be used
 */
export async function serve(watched: Watched, port: number): Promise<LiveServer> {
  const channels = new Map<string, Channel>();
  const server = createServer((request, response) => {
    try {
      answer(request, response, { watched, channels });
    } catch (error) {
      if (!(error instanceof InputError)) throw error;
      plain(response, 404, error.message);
    }
  });
  await listen(server, port);
  const taken = (server.address() as AddressInfo).port;
  return {
    port: taken,
    url: `http://${host}:${taken}/`,
    async close() {
      for (const channel of channels.values()) channel.close();
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

function listen(server: Server, port: number): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once("error", (error: NodeJS.ErrnoException) => {
      const refused = error.code === "EADDRINUSE" || error.code === "EACCES";
      const allowed = "the port is taken or not allowed; 0 takes any that is free";
      reject(refused ? new InputError({ where: "--port", found: port, allowed }) : error);
    });
    server.listen(port, host, resolve);
  });
}

interface Context {
  readonly watched: Watched;
  readonly channels: Map<string, Channel>;
}

function answer(request: IncomingMessage, response: ServerResponse, context: Context): void {
  const [path] = (request.url ?? "/").split("?");
  if (!loopback.test(request.headers.host ?? "")) plain(response, 403, "only from this machine");
  else if (request.method !== "GET") plain(response, 405, "only GET");
  else if (path === "/client.js") send(response, "text/javascript", clientScript);
  else showPlace(response, path!, context);
}

/** A place is `/` or `/runs/NAME`; `events` behind it is its stream. */
function showPlace(response: ServerResponse, path: string, context: Context): void {
  const [, run, stream] = /^(\/runs\/[^/]+)?(\/|\/events)?$/.exec(path) ?? [];
  const place = run ?? "/";
  const channel = run === undefined && stream === undefined ? null : channelOf(place, context);
  if (channel === null) plain(response, 404, "no such page");
  else if (stream === "/events") channel.add(response);
  else send(response, "text/html", livePage(channel.view(), place !== "/"));
}

function channelOf(place: string, { watched, channels }: Context): Channel | null {
  const known = channels.get(place);
  if (known) return known;
  const look = place === "/" ? () => watched.home() : watched.run(decoded(place.slice("/runs/".length)));
  if (look === null) return null;
  const channel = new Channel(look);
  channels.set(place, channel);
  return channel;
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return "";
  }
}

function send(response: ServerResponse, type: string, content: string): void {
  response.writeHead(200, { ...headers, "content-type": `${type}; charset=utf-8` }).end(content);
}

function plain(response: ServerResponse, status: number, line: string): void {
  response.writeHead(status, { ...headers, "content-type": "text/plain; charset=utf-8" }).end(`${line}\n`);
}
