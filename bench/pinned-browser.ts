import { fileURLToPath } from 'node:url';

/** A full Chromium and the headless shell give different figures, so all benchmarks run in the same kind. */
export const BROWSER_KIND = 'headless-shell';

/** The environment of each process that starts a browser. The packaged one is unpacked once: 200 MB. */
export const PINNED_BROWSER: Readonly<Record<string, string>> = {
  ENGINE_BROWSER: BROWSER_KIND,
  ENGINE_BROWSER_DIR: fileURLToPath(
    new URL('../node_modules/.cache/grabber-browser', import.meta.url),
  ),
};
