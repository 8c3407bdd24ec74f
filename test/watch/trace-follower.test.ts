import { appendFileSync, truncateSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { rates } from "../../src/watch/rates.js";
import { TraceFollower } from "../../src/watch/trace-follower.js";
import { progressEvent, scratchFolder } from "../archive/example-run.js";

const line = (evaluations: number) => `${JSON.stringify(progressEvent(evaluations, 1))}\n`;
const seen = ({ events }: TraceFollower) => events.map(({ evaluations }) => evaluations);

describe("following a trace file", () => {
  it("each line is read once, when it is whole", () => {
    const path = join(scratchFolder(), "trace.ndjson");
    const follower = new TraceFollower(path);
    expect(follower.poll()).toBe(false);
    writeFileSync(path, line(1) + line(2).slice(0, 20));
    expect(follower.poll()).toBe(true);
    expect(seen(follower)).toEqual([1]);
    expect(follower.poll()).toBe(false);
    appendFileSync(path, line(2).slice(20) + line(3));
    expect(follower.poll()).toBe(true);
    appendFileSync(path, '{"end":true}\n');
    follower.poll();
    expect(seen(follower)).toEqual([1, 2, 3]);
  });

  it("a trace that is begun again, as by a resumed run without a checkpoint, is read again", () => {
    const path = join(scratchFolder(), "trace.ndjson");
    writeFileSync(path, line(1) + line(2));
    const follower = new TraceFollower(path);
    follower.poll();
    truncateSync(path, 0);
    appendFileSync(path, line(7));
    follower.poll();
    expect(seen(follower)).toEqual([7]);
  });

  it("damaged lines are counted and passed over", () => {
    const path = join(scratchFolder(), "trace.ndjson");
    writeFileSync(path, `${line(1)}{"evaluations":"many"}\n\0\0\0\n${line(2)}`);
    const follower = new TraceFollower(path);
    follower.poll();
    expect(seen(follower)).toEqual([1, 2]);
    expect(follower.unreadable).toBe(2);
  });

  it("from the tail on, only whole lines", () => {
    const path = join(scratchFolder(), "trace.ndjson");
    writeFileSync(path, Array.from({ length: 50 }, (_, k) => line(k)).join(""));
    const follower = new TraceFollower(path, 2.5 * line(49).length);
    follower.poll();
    expect(seen(follower)).toEqual([48, 49]);
    appendFileSync(path, line(50));
    follower.poll();
    expect(seen(follower)).toEqual([48, 49, 50]);
  });

  it("a trace of days keeps its shape and its end in a few thousand events", () => {
    const path = join(scratchFolder(), "trace.ndjson");
    writeFileSync(path, Array.from({ length: 30_000 }, (_, k) => line(k)).join(""));
    const follower = new TraceFollower(path);
    follower.poll();
    const evaluations = seen(follower);
    expect(evaluations.length).toBeGreaterThan(1500);
    expect(evaluations.length).toBeLessThanOrEqual(4000);
    expect(evaluations[0]).toBe(0);
    expect(evaluations.at(-1)).toBe(29_999);
  });
});

describe("throughput", () => {
  const events = [
    progressEvent(0, 1, { seconds: 0 }),
    progressEvent(1000, 1, { seconds: 100, sacSteps: 50 }),
    progressEvent(2000, 1, { seconds: 120, sacSteps: 90 }),
  ];

  it("of the last half minute, and of all", () => {
    expect(rates(events, "recent")).toEqual({ evaluations: 50, sacSteps: 2 });
    expect(rates(events, "all")).toEqual({ evaluations: 2000 / 120, sacSteps: 0.75 });
  });

  it("is unknown before there are two events", () => {
    expect(rates([], "all")).toBeNull();
    expect(rates(events.slice(0, 1), "recent")).toBeNull();
  });
});
