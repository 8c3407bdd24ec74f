import { afterEach } from "vitest";

export interface Shown {
  readonly type: "html" | "svg";
  readonly text: string;
}

/** Stands in for tslab: what cells show is kept. Taken away after each test. */
export function fakeKernel(): Shown[] {
  const shown: Shown[] = [];
  const display = {
    html: (text: string) => void shown.push({ type: "html", text }),
    svg: (text: string) => void shown.push({ type: "svg", text }),
  };
  Object.assign(globalThis, { __tslab__: { require: () => ({ display }) } });
  return shown;
}

export function withoutKernel(): void {
  Reflect.deleteProperty(globalThis, "__tslab__");
}

afterEach(withoutKernel);
