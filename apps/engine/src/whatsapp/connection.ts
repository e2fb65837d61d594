import type { ReadKind } from '@grabber/contracts/engine/reading';
import type { ErrorCode } from '@grabber/contracts/error-codes';
import type { ServiceError } from '@grabber/service-kit/service-error';
import type { AccountReader } from '../reading/account-reader.ts';

/** Why a connection came to its end. Its browser has exited by then. */
export type ConnectionEnd =
  | { readonly kind: 'stopped' }
  | { readonly kind: 'logged_out' }
  | {
      readonly kind: 'failed';
      readonly error: ServiceError;
      /** Trying again would end the same way. */
      readonly isFinal: boolean;
    };

/** What a connection tells while it lives; each may come any number of times. */
export type ConnectionListener = {
  /** A QR to scan, or the next one. `isFirst` when a new run of QR codes begins. */
  onQr(qr: string, isFirst: boolean): void;
  /** WhatsApp has let the page in: its device is linked, if not yet synced. */
  onLinked(): void;
  /** Loading, syncing, or without the network. */
  onConnecting(problem: ConnectionProblem | null): void;
  /** Also when what the page lacks has changed. */
  onConnected(account: OwnAccount): void;
  /** The browser is being ended for it: `ended` follows, after seconds where the browser stands still. */
  onFailing(problem: ConnectionProblem): void;
  onVersion(version: string): void;
};

export type ConnectionProblem = { readonly code: ErrorCode; readonly message: string };

/** The account that the page is linked to. */
export type OwnAccount = {
  /** Digits, without server or device. */
  readonly phone: string | null;
  readonly lid: string | null;
  readonly pushName: string | null;
  readonly missing: readonly MissingMember[];
};

/** A module, or a member of one, that the reader uses and the page does not have. */
export type MissingMember = {
  /** For example `WAWebCollections.Contact.get`. */
  readonly name: string;
  /** The reads that cannot work without it. */
  readonly blocks: readonly ('groups' | 'contacts')[];
};

/** One browser with WhatsApp Web in it. */
export type WhatsAppConnection = {
  /** Resolves once, after the browser has exited; never rejects. */
  readonly ended: Promise<ConnectionEnd>;
  /** Aborted as soon as the end begins; the reason is the error for whoever was using the page. */
  readonly signal: AbortSignal;
  /** Eight characters to type on the phone. Throws ServiceError PAIRING_RATE_LIMITED or PAIRING_FAILED. */
  requestPairingCode(phoneNumber: string): Promise<string>;
  /** `refresh` has WhatsApp asked for every group's members anew. */
  openReader(kind: ReadKind, refresh: boolean): Promise<AccountReader>;
  /** Unlinks the device; `ended` follows. Resolves to false when WhatsApp did not confirm in time. */
  logout(): Promise<boolean>;
  /** The main process, which leads the browser's process group; null before it runs. */
  browserPid(): number | null;
  /** Closes the browser; resolves when it has exited. */
  stop(): Promise<void>;
};
