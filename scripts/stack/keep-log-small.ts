import { copyFile, stat, truncate } from 'node:fs/promises';

/** Checked often enough that a flood of lines cannot fill a disk in between. */
const ROTATION = { maxBytes: 20 * 1024 * 1024, everyMs: 10_000 };

/**
 * Keeps the log of a running process, and one older part of it as `FILE.1`, at about `maxBytes` each. The
 * process keeps the file open to append, so its content is moved and not the file. Lines of that moment can
 * get lost.
 */
export function keepLogSmall(file: string, { maxBytes, everyMs } = ROTATION): { stop(): void } {
  let isBusy = false;
  const rotate = async () => {
    if (isBusy) return;
    isBusy = true;
    try {
      if ((await stat(file)).size < maxBytes) return;
      await copyFile(file, `${file}.1`);
      await truncate(file);
    } catch {
      // A full disk, for example: the next round tries again, and the service must not end by it.
    } finally {
      isBusy = false;
    }
  };
  const timer = setInterval(rotate, everyMs).unref();
  return { stop: () => clearInterval(timer) };
}
