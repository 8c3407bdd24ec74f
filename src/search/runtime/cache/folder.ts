import { homedir } from "node:os";
import { isAbsolute, join, resolve } from "node:path";

/**
 * The folder of the cache: `$CROSSING_CACHE`, else `$XDG_CACHE_HOME/crossing`, else `~/.cache/crossing`; null where `CROSSING_CACHE`
 * is `off` or there is no home. It need not exist.
 */
export function cacheFolder(environment: NodeJS.ProcessEnv = process.env): string | null {
  const { CROSSING_CACHE: own, XDG_CACHE_HOME: shared } = environment;
  if (own === "off") return null;
  if (own) return resolve(own);
  // the XDG specification has relative paths ignored
  if (shared && isAbsolute(shared)) return join(shared, "crossing");
  const home = environment.HOME ?? homeOfUser();
  return home !== null && isAbsolute(home) ? join(home, ".cache", "crossing") : null;
}

function homeOfUser(): string | null {
  try {
    return homedir();
  } catch {
    return null;
  }
}
