import { mkdirSync, rmSync, writeFileSync } from "node:fs";
import { type IncomingMessage, request } from "node:http";
import { join } from "node:path";
import { serialize } from "node:v8";
import { describe, expect, it, onTestFinished } from "vitest";
import { serve } from "../../src/watch/server.js";
import { watched } from "../../src/watch/watched.js";
import { exampleResult } from "../archive/example-result.js";
import { progressEvent, scratchFolder } from "../archive/example-run.js";
import { crossing, fakeTerminal } from "../cli/command-line.js";
import { plain } from "../report/pages.js";
import { runningRun, storedRun } from "../report/stored-runs.js";

async function served(reference: string | undefined, out: string) {
  const server = await serve(watched(reference, out), 0);
  onTestFinished(() => server.close());
  return server;
}

interface Answer {
  readonly status: number;
  readonly type: string;
  readonly text: string;
}

/** One request as it stands: no client tidies the path, and any Host goes. */
function ask(port: number, path: string, { host, method = "GET" }: { host?: string; method?: string } = {}) {
  return new Promise<Answer>((resolve, reject) => {
    const headers = host === undefined ? {} : { host };
    request({ host: "127.0.0.1", port, path, method, headers, agent: false }, async (response) => {
      resolve({
        status: response.statusCode!,
        type: response.headers["content-type"] ?? "",
        text: (await response.toArray()).join(""),
      });
    })
      .on("error", reject)
      .end();
  });
}

/** The messages of a stream, as they come. */
async function* stream(port: number, path: string): AsyncGenerator<Record<string, string>> {
  const response = await new Promise<IncomingMessage>((resolve) => {
    const asked = request({ host: "127.0.0.1", port, path }, resolve).end();
    onTestFinished(() => void asked.destroy());
  });
  let text = "";
  for await (const piece of response.setEncoding("utf8")) {
    text += piece;
    for (let end = text.indexOf("\n\n"); end >= 0; end = text.indexOf("\n\n")) {
      yield JSON.parse(text.slice("data: ".length, end));
      text = text.slice(end + 2);
    }
  }
}

async function next(messages: AsyncGenerator<Record<string, string>>, part: string): Promise<string> {
  for (;;) {
    const { value, done } = await messages.next();
    if (done) throw new Error("the stream has ended");
    if (part in value) return plain(value[part]!);
  }
}

describe("a live view is for this machine", () => {
  it.each([
    "evil.example",
    "evil.example:80",
    "127.0.0.1.evil.example",
    "192.168.1.7",
    "localhost.evil.example",
  ])("a request for the host %j is refused", async (host) => {
    const { port } = await served(undefined, scratchFolder());
    expect(await ask(port, "/", { host })).toMatchObject({ status: 403, text: "only from this machine\n" });
  });

  it.each(["127.0.0.1", "localhost:8000", "LOCALHOST"])("the host %s is let in", async (host) => {
    const { port } = await served(undefined, scratchFolder());
    expect(await ask(port, "/", { host })).toMatchObject({ status: 200, type: "text/html; charset=utf-8" });
  });

  it.each([
    "/nothing",
    "/runs/",
    "/runs/../..",
    "/runs/..%2F..",
    "/runs/%00",
    "/runs/%E0%A4%A",
    "/runs/.hidden",
    "//",
  ])("there is nothing at %s", async (path) => {
    const out = scratchFolder();
    mkdirSync(join(out, ".hidden"));
    writeFileSync(join(out, ".hidden/run.json"), "{}");
    const { port } = await served(out, out);
    expect(await ask(port, path)).toMatchObject({ status: 404, text: "no such page\n" });
  });

  it("nothing can be changed through it", async () => {
    const { port } = await served(undefined, scratchFolder());
    for (const method of ["POST", "PUT", "DELETE"]) {
      expect(await ask(port, "/", { method })).toMatchObject({ status: 405 });
    }
  });

  it("a taken port is an error of one line", async () => {
    const out = scratchFolder();
    const { port } = await served(undefined, out);
    const outcome = await crossing(["watch", "--out", out, "--port", String(port)]);
    expect(outcome).toMatchObject({ code: 2, stdout: "" });
    expect(outcome.stderr).toContain(`--port: got ${port}: the port is taken`);
  });
});

describe("following a run", () => {
  it("the stream tells what the trace tells, and at the end the result as the command line prints it", async () => {
    const out = scratchFolder();
    const writer = runningRun(out);
    const losses = { critic: 0.5, actor: -1.25, entropy: 0.75, temperature: 0.1 };
    writer.append(progressEvent(500, 12.5, { rung: 1, rungs: 2, operators: 2, sacSteps: 40, losses }));
    const { port } = await served(writer.path, out);
    const messages = stream(port, "/events");
    const first = (await messages.next()).value!;
    expect(plain(first.best!)).toContain("best χ² 12.5");
    expect(plain(first.status!)).toContain("rung 1 of 2, 2 operators, polish");
    expect(plain(first.sac!)).toContain(
      "critic's loss 0.5, actor's loss -1.25, entropy 0.75, temperature 0.1",
    );
    writer.append(progressEvent(2500, 0.75, { rung: 2, rungs: 2, operators: 7, sacSteps: 90, losses }));
    expect(await next(messages, "best")).toContain("best χ² 0.750");
    const { text } = await ask(port, "/");
    expect(plain(text)).toContain("1000 evaluations a second");
    writer.finish(exampleResult());
    expect(await next(messages, "operators")).toContain("0.25002(3)");
    expect(plain((await ask(port, "/")).text)).toContain("complete");
  });

  it("before the result, the operators of the last checkpoint", async () => {
    const out = scratchFolder();
    const writer = runningRun(out);
    onTestFinished(() => writer.release());
    writer.append(progressEvent(500, 12.5, { rung: 2, rungs: 2, operators: 4 }));
    const { port } = await served(writer.path, out);
    expect(plain((await ask(port, "/")).text)).toContain("from the first rung on, at the next checkpoint");
    const best = [{ channel: "singlet", spin: 0, delta: 1.0005, ope2: 0.2501 }];
    const summary = { ...exampleResult().ladder![0]!, best };
    writer.checkpoint(serialize({ climbed: [{ summary }] }));
    const page = plain((await ask(port, "/")).text);
    expect(page).toContain("best solution of rung 1, χ² 0.900, cut Δ = 4");
    expect(page).toContain("1.0005");
  });

  it("the objective is that of the theory file where the run was not told another", async () => {
    const out = scratchFolder();
    const { path } = storedRun(out, {
      options: { objective: "plain" },
      events: [progressEvent(10, 4e-6)],
      result: { objective: "plain", chi2: null },
    });
    const { port } = await served(path, out);
    expect(plain((await ask(port, "/")).text)).toContain("best ‖E‖ 2.00e-3");
  });

  it("a run that a dead process left is interrupted", async () => {
    const out = scratchFolder();
    const writer = runningRun(out);
    writer.append(progressEvent(500, 12.5));
    const { port } = await served(writer.path, out);
    expect(plain((await ask(port, "/")).text)).toContain("running");
    writer.release();
    expect(plain((await ask(port, "/")).text)).toContain("interrupted");
  });

  it("a run whose folder goes away ends its streams and leaves the others", async () => {
    const out = scratchFolder();
    const [first, second] = [storedRun(out), storedRun(out, { stream: 1 })];
    const { port } = await served(out, out);
    const messages = stream(port, `/runs/${first.document.id}/events`);
    await messages.next();
    rmSync(first.path, { recursive: true });
    expect((await messages.next()).done).toBe(true);
    expect(await ask(port, `/runs/${first.document.id}`)).toMatchObject({ status: 404 });
    expect(await ask(port, `/runs/${first.document.id}/events`)).toMatchObject({ status: 404 });
    expect(plain((await ask(port, "/")).text)).toContain(second.document.id);
  });
});

describe("following a folder", () => {
  it("lists its runs, newest first, new ones too, each with a page of its own; what is no run is passed over", async () => {
    const out = scratchFolder();
    mkdirSync(join(out, "20990101T000000Z-broken"));
    writeFileSync(join(out, "20990101T000000Z-broken/run.json"), '{"kind":');
    const { port } = await served(out, out);
    expect(plain((await ask(port, "/")).text)).toContain("No runs yet.");
    const done = storedRun(out);
    const { text } = await ask(port, "/");
    expect(plain(text)).toContain(`${done.document.id}completerung 2 of 2, 7 operators, polishχ²0.370`);
    expect(await ask(port, `/runs/${done.document.id}`)).toMatchObject({ status: 200 });
    expect(plain((await ask(port, `/runs/${done.document.id}`)).text)).toContain("1.00003(2)");
    const began = runningRun(out);
    onTestFinished(() => began.release());
    const ids = [...(await ask(port, "/")).text.matchAll(/href="\/runs\/([^"]+)"/g)].map(([, id]) => id);
    expect(ids).toEqual([done.document.id, began.id].sort().reverse());
  });

  it("a folder that the first search has yet to make is empty", async () => {
    const { port } = await served(undefined, join(scratchFolder(), "not-yet"));
    expect(plain((await ask(port, "/")).text)).toContain("No runs yet.");
  });
});

describe("crossing watch", () => {
  it("says where it listens, serves until Ctrl-C and ends", async () => {
    const out = scratchFolder();
    storedRun(out);
    const terminal = fakeTerminal();
    const outcome = crossing(["watch", out, "--json"], terminal);
    await expect.poll(() => terminal.stdout.length).toBe(1);
    const { url, port } = JSON.parse(terminal.stdout.join(""));
    expect(url).toBe(`http://127.0.0.1:${port}/`);
    const messages = stream(port, "/events");
    await messages.next();
    terminal.interrupt();
    expect(await outcome).toMatchObject({ code: 0, stderr: "" });
    expect((await messages.next()).done).toBe(true);
    await expect(ask(port, "/")).rejects.toThrow("ECONNREFUSED");
  });

  it.each([
    [["watch", "no-such-run"], "no such run"],
    [["watch", "--port", "70000"], "expected a port, 0 to 65535"],
    [["watch", "--port", "x"], "expected a whole number"],
  ])("%j is an error of one line", async (args, line) => {
    const { code, stderr } = await crossing([...args, "--out", scratchFolder()]);
    expect(code).toBe(2);
    expect(stderr).toContain(line);
    expect(stderr.trimEnd().split("\n")).toHaveLength(1);
  });
});
