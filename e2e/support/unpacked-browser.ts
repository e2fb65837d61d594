import { join } from 'node:path';
import { ROOT } from './markdown.ts';

/**
 * For tests of something else than the first start: one browser for all of them, and for the engine's tests. An
 * engine unpacks 200 MB into each new DATA_DIR otherwise. `npm run demo` is tested without it, as users run it.
 */
export const UNPACKED_BROWSER = {
  ENGINE_BROWSER_DIR: join(ROOT, 'node_modules/.cache/grabber-browser'),
};
