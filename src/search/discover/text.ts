import { counted } from "../../counted.js";
import type { Kind } from "./kinds.js";
import type { Level, Solution } from "./level.js";

/** `ℓ=4`, with its sector where there are several: `charge-2 ℓ=4`. */
export function kindText({ channels, spin }: Kind, { setting: { family } }: Pick<Level, "setting">): string {
  if (family.sectors.length === 1) return `ℓ=${spin}`;
  const sector = family.sectors.find((each) => each.channels[0] === channels[0]);
  return `${sector?.name ?? channels.join("+")} ℓ=${spin}`;
}

/** How many operators of each kind: `2 × ℓ=0, 1 × ℓ=4`. */
export function contentText({ operators }: Solution, level: Level): string {
  const counts = new Map<string, number>();
  for (const operator of operators) {
    const name = kindText(operator, level);
    counts.set(name, (counts.get(name) ?? 0) + 1);
  }
  if (counts.size === 0) return "nothing but what is given";
  const list = [...counts].map(([name, count]) => `${count} × ${name}`).join(", ");
  return `${counted(operators.length, "unknown operator")}: ${list}`;
}
