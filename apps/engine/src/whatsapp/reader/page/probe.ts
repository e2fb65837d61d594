// Runs inside WhatsApp Web. The page's own state; cheap enough to be read twice a second.

import type { SyncReport } from '../../../reading/account-reader.ts';
import type { MissingMember, OwnAccount } from '../../connection.ts';
import { userOf } from './addresses.ts';
import { missingMembers, moduleOrNull, type PagePhase, pageVersion } from './modules.ts';
import { type PageEvents, pageEvents } from './page-events.ts';
import { readSyncReport } from './sync-signals.ts';
import { noteLostLine } from './sync-watch.ts';
import type { Wid } from './whatsapp-web.ts';
import type { PageWindow } from './whatsapp-web-modules.ts';

declare const window: PageWindow & { [PHASES_KEY]?: Partial<Record<PagePhase, number>> };

const PHASES_KEY: unique symbol = Symbol.for('grabber.phases');
/** Chunks of the page load late: what is missing counts as gone after so many times the settling time. */
const SETTLING_TIMES = 5;

/** One look at the page. */
export type PageProbe = {
  /** The version of WhatsApp Web; null until its scripts run. */
  readonly version: string | null;
  /** The state of its socket, for example CONNECTED or UNPAIRED. */
  readonly state: string | null;
  /** DISCONNECTED while the line to WhatsApp is lost, and before the first sync. */
  readonly stream: string | null;
  /** False once the page has stopped its communication; null where the page does not say it. */
  readonly hasLine: boolean | null;
  readonly isSynced: boolean;
  /** Since the page was loaded, also while its line is lost. */
  readonly hasSynced: boolean;
  /** The end of the page's address, which says for a moment that the device was unlinked. */
  readonly search: string;
  readonly refusal: PageEvents['refusal'];
  /** The account looks online to others. */
  readonly looksOnline: boolean;
  /** A dialog is open: with the button "Continue" of "What's new", or another one. */
  readonly dialog: 'whats_new' | 'other' | null;
  /** The pairing code that is valid now, where the page has one. Secret. */
  readonly pairingCode: string | null;
  /** What the page lacks for its pairing or its sync. */
  readonly missing: readonly MissingMember[];
  /** Known once the page has synced. */
  readonly account: OwnAccount | null;
  /** Known from then on, too. */
  readonly sync: SyncReport | null;
};

/** The button of the dialog "What's new". */
export const CONTINUE_BUTTON = '[data-testid="whats_new_continue_button"]';

/** Answers a PageProbe as JSON. `settleMs`: as in a reader's options. */
export async function probe(settleMs: number): Promise<string> {
  const socket = moduleOrNull('WAWebSocketModel')?.Socket;
  const isSynced = socket?.state === 'CONNECTED' && Boolean(socket.hasSynced);
  const missing = goneMembers(phaseOf(socket?.state, isSynced), settleMs);
  if (socket?.state !== 'CONNECTED') noteLostLine();
  const result: PageProbe = {
    version: pageVersion(),
    state: stringOrNull(socket?.state),
    stream: stringOrNull(socket?.stream),
    hasLine: hasLine(),
    isSynced,
    hasSynced: Boolean(socket?.hasSynced),
    search: window.location.search,
    refusal: pageEvents()?.refusal ?? null,
    looksOnline: moduleOrNull('WAWebStreamModel')?.Stream?.available === true,
    dialog: openDialog(),
    pairingCode: currentPairingCode(),
    missing: isSynced ? [] : missing,
    account: isSynced ? ownAccount(missing) : null,
    sync: isSynced ? await readSyncReport(settleMs) : null,
  };
  return JSON.stringify(result);
}

function stringOrNull(value: unknown): string | null {
  return typeof value === 'string' ? value : null;
}

function phaseOf(state: unknown, isSynced: boolean): PagePhase | null {
  if (state === 'UNPAIRED' || state === 'UNPAIRED_IDLE') return 'pairing';
  if (state !== 'CONNECTED') return null;
  return isSynced ? 'connected' : 'syncing';
}

/** By the time since this page came into its phase for the first time. */
function goneMembers(phase: PagePhase | null, settleMs: number): MissingMember[] {
  if (phase === null) return [];
  window[PHASES_KEY] ??= {};
  const phases = window[PHASES_KEY];
  const now = performance.now();
  phases[phase] ??= now;
  return now - phases[phase] >= settleMs * SETTLING_TIMES ? missingMembers(phase) : [];
}

/** Where the page's backend runs in a worker, the page itself never has a line: then it says nothing. */
function hasLine(): boolean | null {
  const events = pageEvents();
  const value = moduleOrNull('WAComms')?.isCommsInitialized?.();
  if (value === true && events) events.hadLine = true;
  if (value === true) return true;
  return value === false && events?.hadLine === true ? false : null;
}

function openDialog(): PageProbe['dialog'] {
  if (window.document.querySelector(CONTINUE_BUTTON)) return 'whats_new';
  return window.document.querySelector('[role="dialog"]') ? 'other' : null;
}

function currentPairingCode(): string | null {
  try {
    const hello = moduleOrNull('WAWebAltDeviceLinkingApi')?.getCurrentHelloCached?.();
    return stringOrNull(hello?.linkCodePairingSecret);
  } catch {
    return null;
  }
}

function ownAccount(missing: readonly MissingMember[]): OwnAccount {
  const prefs = moduleOrNull('WAWebUserPrefsMeUser');
  const { pushname: name, platform, isSMB } = moduleOrNull('WAWebConnModel')?.Conn ?? {};
  const digits = (wid: Wid | null | undefined) => (wid?.user === undefined ? null : userOf(wid));
  return {
    phone: digits(prefs?.getMaybeMePnUser?.()),
    lid: digits(prefs?.getMaybeMeLidUser?.()),
    pushName: typeof name === 'string' && name !== '' ? name : null,
    // Without a platform `isSMB` is false (WAWebConnModel).
    isBusiness: platform && typeof isSMB === 'boolean' ? isSMB : null,
    missing,
  };
}
