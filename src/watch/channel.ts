import type { ServerResponse } from "node:http";
import { InputError } from "../errors.js";
import type { View } from "./run-view.js";

/** Milliseconds between two looks. */
const INTERVAL = 500;

/** Sends a view's parts to everybody who listens, whenever they have changed; looks only while somebody does. */
export class Channel {
  private readonly listeners = new Set<ServerResponse>();
  private readonly sent = new Map<string, string>();
  private timer: NodeJS.Timeout | null = null;

  constructor(private readonly look: () => View) {}

  /** The view as it is now. */
  view(): View {
    return this.look();
  }

  /** Keeps the response open as a stream of server-sent events. @throws {InputError} where there is nothing to see any more */
  add(response: ServerResponse): void {
    this.changes();
    response.writeHead(200, { "content-type": "text/event-stream", "cache-control": "no-store" });
    response.write(message(Object.fromEntries(this.sent)));
    this.listeners.add(response);
    this.timer ??= setInterval(() => this.tell(), INTERVAL);
    response.on("close", () => this.drop(response));
  }

  close(): void {
    for (const response of this.listeners) response.end();
    this.listeners.clear();
    this.stop();
  }

  /** A run that has gone ends the streams about it. */
  private tell(): void {
    try {
      const parts = this.changes();
      if (parts.length === 0) return;
      for (const response of this.listeners) response.write(message(Object.fromEntries(parts)));
    } catch (error) {
      if (!(error instanceof InputError)) throw error;
      this.close();
    }
  }

  private changes(): [string, string][] {
    const { title, parts } = this.look();
    const now: [string, string][] = [
      ["title", title],
      ...[...parts].map(([id, { text }]) => [id, text] as [string, string]),
    ];
    const changed = now.filter(([id, text]) => this.sent.get(id) !== text);
    for (const [id, text] of changed) this.sent.set(id, text);
    return changed;
  }

  private drop(response: ServerResponse): void {
    this.listeners.delete(response);
    if (this.listeners.size === 0) this.stop();
  }

  private stop(): void {
    if (this.timer !== null) clearInterval(this.timer);
    this.timer = null;
  }
}

function message(parts: Readonly<Record<string, string>>): string {
  return `data: ${JSON.stringify(parts)}\n\n`;
}
