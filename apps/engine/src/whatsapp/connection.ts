import type { ReadKind } from '@grabber/contracts/engine/reading';
import type { ErrorCode } from '@grabber/contracts/error-codes';
import type { ServiceError } from '@grabber/service-kit/service-error';
import type { AccountReader, KnownGroups, SyncProgress } from '../reading/account-reader.ts';

/** Why a connection ended. Its browser has exited by then. */
export type ConnectionEnd =
  | { readonly kind: 'stopped' }
  /** The device is no longer linked, or no longer has a login. */
  | { readonly kind: 'logged_out'; readonly problem: ConnectionProblem }
  | {
      readonly kind: 'failed';
      readonly error: ServiceError;
      /** Another attempt would end the same way. */
      readonly isFinal: boolean;
    };

/** The events of a connection; each may come any number of times. */
export type ConnectionListener = {
  /** A QR to scan. `isFirst` when a new run of QR codes begins. */
  onQr(qr: string, isFirst: boolean): void;
  /** WhatsApp accepted the page: its device is linked, but may not have synced yet. */
  onLinked(): void;
  /** The page loads, syncs, or has no network. */
  onConnecting(problem: ConnectionProblem | null): void;
  /** Also called when the list of missing members has changed. */
  onConnected(account: OwnAccount): void;
  /** The members that the page lacks for its pairing or its sync; called by each of its probes. */
  onMissing(missing: readonly MissingMember[]): void;
  /** Called by each probe of a connected page, before `onConnected` by the first one. */
  onSync(progress: SyncProgress): void;
  /** The browser is being closed because of the problem; `ended` follows, seconds later if it hangs. */
  onFailing(problem: ConnectionProblem): void;
  onVersion(version: string): void;
  /** A problem beside a status that stays; null when that problem is over. */
  onNotice(problem: ConnectionProblem | null): void;
};

export type ConnectionProblem = { readonly code: ErrorCode; readonly message: string };

/** The account that the page is linked to. */
export type OwnAccount = {
  /** Digits, without server or device. */
  readonly phone: string | null;
  readonly lid: string | null;
  readonly pushName: string | null;
  /** Null where the page does not say it. */
  readonly isBusiness: boolean | null;
  readonly missing: readonly MissingMember[];
};

/** A module, or a member of one, that the reader uses and the page does not have. */
export type MissingMember = {
  /** For example `WAWebCollections.Contact.get`. */
  readonly name: string;
  /** The reads, or the linking, that cannot work without it. */
  readonly blocks: readonly ('groups' | 'contacts' | 'pairing')[];
};

export type ReadTask = {
  readonly kind: ReadKind;
  /** Asks WhatsApp for all groups, with one query. */
  readonly queryGroups: boolean;
  readonly knownGroups: KnownGroups;
  /** Also reads people of the address book without WhatsApp. */
  readonly withoutWhatsApp: boolean;
  /** Also reads whether a chat is locked. */
  readonly lockedChats: boolean;
};

/** One browser with WhatsApp Web in it. */
export type WhatsAppConnection = {
  /** Resolves once, after the browser has exited; never rejects. */
  readonly ended: Promise<ConnectionEnd>;
  /** Aborted as soon as the end begins; the reason is the error for pending calls on the page. */
  readonly signal: AbortSignal;
  /** Eight characters to type. Rejects with ServiceError PAIRING_RATE_LIMITED or PAIRING_FAILED. */
  requestPairingCode(phoneNumber: string): Promise<string>;
  openReader(what: ReadTask): Promise<AccountReader>;
  /**
   * Unlinks the device; `ended` follows. Resolves to false when WhatsApp did not confirm it: nothing has changed
   * then.
   */
  logout(): Promise<boolean>;
  /** The main process, which leads the browser's process group; null before it runs. */
  browserPid(): number | null;
  /** Closes the browser; resolves when it has exited. */
  stop(): Promise<void>;
  /** Kills the browser, also one that is closing; resolves when it has exited. Pending calls reject with the error. */
  kill(error: ServiceError): Promise<void>;
};
