import { globSync, watch } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { type LaunchedService, launchService } from '../stack/launch-service.ts';

/** An editor may write several files, or one file several times, when it saves. */
const SETTLE_MS = 200;
const ROOT = join(import.meta.dirname, '../..');
const SHARED = ['packages/*/src', 'packages/database/migrations'];
const CODE = /\.(ts|json|sql)$/;

type Options = {
  /** For example `apps/api`. */
  readonly app: string;
  readonly env: Readonly<Record<string, string>>;
  readonly stopped: AbortSignal;
};

/**
 * Runs an app. When its code or a package changes, stops it and starts it on the same port. After a
 * failed start, or when the app ends, it waits for the next change. Rejects when the first start
 * fails.
 */
export async function restartOnChange(
  options: Options,
): Promise<{ readonly url: string; stop(): Promise<void> }> {
  const { app, stopped } = options;
  let service: LaunchedService | null = await launchService(options);
  const { url } = service;
  const env = { ...options.env, PORT: new URL(url).port };
  const restart = async () => {
    say(`${app}: the code has changed, restarting …`);
    await service?.stop();
    service = await launchService({ app, env, stopped }).catch((error: Error) => {
      if (!stopped.aborted) say(`${error.message}\n${app} waits for the next change.`);
      return null;
    });
    if (service) say(`${app} runs again.`);
  };
  let restarts = Promise.resolve();
  let isQueued = false;
  const onChange = (_event: string, file: string | null) => {
    if (isQueued || stopped.aborted || !CODE.test(file ?? '')) return;
    isQueued = true;
    restarts = restarts.then(async () => {
      await sleep(SETTLE_MS);
      isQueued = false;
      if (!stopped.aborted) await restart();
    });
  };
  const folders = globSync([`${app}/src`, ...SHARED], { cwd: ROOT });
  const watchers = folders.map((path) => watch(join(ROOT, path), { recursive: true }, onChange));
  return {
    url,
    stop: async () => {
      for (const watcher of watchers) watcher.close();
      await restarts;
      await service?.stop();
    },
  };
}

function say(text: string): void {
  process.stdout.write(`\n${text}\n\n`);
}
