import type { Page } from 'puppeteer';
import { PROBE_SCRIPT } from '../reader/page-script.ts';

/** What the page says of itself. */
export type PageProbe = {
  /** WhatsApp Web's version; null until its scripts run. */
  readonly version: string | null;
  /** Its socket's state, as CONNECTED or UNPAIRED. */
  readonly state: string | null;
  readonly isSynced: boolean;
  /** It has navigated to where a removed device ends up. */
  readonly isLoggedOut: boolean;
  /** Known once it has synced. */
  readonly account: OwnAccount | null;
};

export type OwnAccount = {
  /** Digits, without server or device. */
  readonly phone: string | null;
  readonly lid: string | null;
  readonly pushName: string | null;
  readonly missing: readonly MissingMember[];
};

/** A module, or a member of one, that the reader uses and the page does not have. */
export type MissingMember = {
  /** As `WAWebCollections.Contact.get`. */
  readonly name: string;
  /** The reads that cannot do without it. */
  readonly blocks: readonly ('groups' | 'contacts')[];
};

/**
 * Looks at the page. This, not the library's events, decides about a session's status: the library never
 * says "ready" when the page synced before it listened, says it again on every later sync, and says
 * nothing of a page that was reloaded. Rejects while the page navigates, and when it is gone.
 */
export async function probePage(page: Page): Promise<PageProbe> {
  return JSON.parse((await page.evaluate(PROBE_SCRIPT)) as string);
}
