// Looks for the browser that the engine would use: exits with 0, else prints why it found none.
import { ConfigError } from '@grabber/service-kit/environment';
import { explainSystemError } from '@grabber/service-kit/explain-system-error';
import { isServiceError } from '@grabber/service-kit/service-error';
import { findBrowser } from '../browser/find-browser.ts';
import { loadConfig } from '../config.ts';

try {
  await findBrowser(loadConfig());
} catch (error) {
  const isPlain = error instanceof ConfigError || isServiceError(error);
  const { message, stack } = error as Error;
  const reason = isPlain ? message : (explainSystemError(error) ?? stack ?? message);
  process.stderr.write(`${reason}\n`);
  process.exitCode = 1;
}
