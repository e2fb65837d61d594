import { mkdir, readdir, readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { nullIfMissing } from '@grabber/primitives/file-errors';
import { replaceFile } from '@grabber/primitives/replace-file';
import type { Logger } from 'pino';
import { Type } from 'typebox';
import { Check } from 'typebox/value';
import type { EndedLink, ProfileBundles } from './profile-bundles.ts';

const NOTE = Type.Object({
  endedAt: Type.String(),
  leaseGeneration: Type.Integer({ minimum: 0 }),
});

const SUFFIX = '.json';

/**
 * The sealed profiles, and which of them the store was to remove while it was away. That is noted in the data directory,
 * so that it is done later. The caller holds the mutex of the session.
 */
export type LastingBundles = ProfileBundles & {
  /** Removes the bundles of a link that has just ended, now or later. Rejects where the disk takes no note. */
  forgetLink(sessionId: string, leaseGeneration: number): Promise<void>;
  /**
   * Does what is noted of a session. Bundles of a later link stay. Rejects with ServiceError PROFILE_STORE_UNAVAILABLE,
   * and the note stays.
   */
  settle(sessionId: string): Promise<void>;
  /** The sessions of which something is noted. */
  listLeft(): Promise<string[]>;
};

export function withLeftBundles(
  bundles: ProfileBundles,
  { dataDir, clock, logger }: { dataDir: string; clock: () => Date; logger: Logger },
): LastingBundles {
  const directory = join(dataDir, 'engine', 'left-bundles');
  const fileOf = (id: string) => join(directory, `${id}${SUFFIX}`);

  async function note(id: string, ended: EndedLink): Promise<void> {
    await mkdir(directory, { recursive: true, mode: 0o700 });
    await replaceFile(fileOf(id), JSON.stringify(ended), { flush: true });
  }

  const unnote = (id: string) => rm(fileOf(id), { force: true });

  async function settle(session_id: string): Promise<void> {
    const text = await readFile(fileOf(session_id), 'utf8').catch(nullIfMissing);
    if (text === null) return;
    const ended = parseNote(text);
    if (ended) await bundles.forget(session_id, ended);
    else logger.error({ session_id }, 'Note of left profile bundles is not readable, dropping it');
    await unnote(session_id);
    if (ended) logger.info({ session_id }, 'Left profile bundles removed');
  }

  return {
    ...bundles,
    settle,
    // First, so that no number and no copy of the new link is there yet.
    async seal(id, ...rest) {
      await settle(id);
      return bundles.seal(id, ...rest);
    },
    async restore(id, ...rest) {
      await settle(id);
      return bundles.restore(id, ...rest);
    },
    async forgetLink(session_id, leaseGeneration) {
      const ended = { endedAt: clock().toISOString(), leaseGeneration };
      try {
        await bundles.forget(session_id);
        await unnote(session_id);
      } catch (err) {
        logger.error({ err, session_id }, 'Removing the profile bundles failed, retrying later');
        await note(session_id, ended);
      }
    },
    async listLeft() {
      const names = (await readdir(directory).catch(nullIfMissing)) ?? [];
      return names
        .filter((name) => name.endsWith(SUFFIX))
        .map((name) => name.slice(0, -SUFFIX.length));
    },
  };
}

function parseNote(text: string): EndedLink | null {
  try {
    const parsed: unknown = JSON.parse(text);
    return Check(NOTE, parsed) ? parsed : null;
  } catch {
    return null;
  }
}
