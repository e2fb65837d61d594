import type { AccountSpec } from './account/account-spec.ts';
import type { Operation, OperationResult } from './account/operations/operations.ts';
import type { Truth } from './account/truth.ts';
import type { AccountView } from './control/account-view.ts';
import type { LogoutMode, LogoutReason } from './core/link-device.ts';
import type { Fault } from './faults.ts';
import type { PageOptions } from './page-options.ts';
import type { QueryCounts } from './query-counts.ts';

export type AcknowledgedPages = { acknowledged_pages: number };
export type ChangedAccount = AccountView & { results: OperationResult[] };
export type PageView = {
  page_id: string;
  account_id: string | null;
  shows_qr: boolean;
  /** Null before the page has said it. */
  looks_online: boolean | null;
  /** The dialog "What's new"; `clicked` by its own button. */
  dialog: 'open' | 'clicked' | null;
  user_agent: string;
};

export type SimulatorControl = ReturnType<typeof createSimulatorControl>;

/** The control API refused or failed, with its `code` and HTTP `status`. */
export class SimulatorControlError extends Error {
  readonly status: number;
  readonly code: string;

  constructor(status: number, code: string, message: string) {
    super(`${code}: ${message}`);
    this.name = 'SimulatorControlError';
    this.status = status;
    this.code = code;
  }
}

/** A client of the control API. Every method rejects with SimulatorControlError. */
export function createSimulatorControl(baseUrl: string) {
  const call = <Answer>(method: string, path: string, body?: unknown) =>
    request<Answer>(baseUrl, method, path, body);
  const pathOf = (accountId: string, rest = '') =>
    `/accounts/${encodeURIComponent(accountId)}${rest}`;

  return {
    /** The same spec gives the existing account. */
    createAccount: (spec: Partial<AccountSpec> = {}) =>
      call<AccountView>('POST', '/accounts', spec),
    getAccount: (accountId: string) => call<AccountView>('GET', pathOf(accountId)),
    /** What a correct reader finds. Names are raw, as WhatsApp has them. */
    truth: (accountId: string) => call<Truth>('GET', pathOf(accountId, '/truth')),
    /** Resolves when the page has stored the pairing. */
    scanQr: (scan: { qr: string; account_id: string }) =>
      call<{ device_id: string }>('POST', '/scan', scan),
    enterPairingCode: (entry: { code: string; account_id: string }) =>
      call<{ device_id: string }>('POST', '/pairing-codes/enter', entry),
    /** Unlinks every device of the account. 0 pages if none is connected. */
    logoutFromPhone: ({
      account_id,
      ...how
    }: {
      account_id: string;
      mode?: LogoutMode;
      reason?: LogoutReason;
    }) => call<AcknowledgedPages>('POST', pathOf(account_id, '/logout'), how),
    /** Resolves when every connected page shows the changes. */
    changeAccount: (accountId: string, operations: Operation[]) =>
      call<ChangedAccount>('POST', pathOf(accountId, '/changes'), { operations }),
    /** Resolves when every connected page of the account has acknowledged the fault. */
    injectFault: (accountId: string, fault: Fault) =>
      call<AcknowledgedPages>('POST', pathOf(accountId, '/faults'), fault),
    clearFaults: (accountId: string) =>
      call<AcknowledgedPages>('DELETE', pathOf(accountId, '/faults')),
    /** For pages that are not paired: the one that shows this QR code, or all. */
    injectUnpairedFault: (fault: Fault, qr?: string) =>
      call<AcknowledgedPages>(
        'POST',
        '/unpaired-pages/faults',
        qr === undefined ? { fault } : { fault, qr },
      ),
    queries: (accountId: string) => call<QueryCounts>('GET', pathOf(accountId, '/queries')),
    resetQueries: (accountId: string) => call<void>('DELETE', pathOf(accountId, '/queries')),
    /**
     * For all pages, or those of one account. An option that matters only at load applies from the
     * next load.
     */
    setOptions: (options: Partial<PageOptions>, accountId?: string) =>
      call<PageOptions>(
        'PATCH',
        accountId === undefined ? '/options' : pathOf(accountId, '/options'),
        options,
      ),
    pages: async () => (await call<{ pages: PageView[] }>('GET', '/pages')).pages,
  };
}

async function request<Answer>(
  baseUrl: string,
  method: string,
  path: string,
  body: unknown,
): Promise<Answer> {
  const init =
    body === undefined
      ? {}
      : { headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) };
  const response = await fetch(new URL(path, baseUrl), { method, ...init });
  const text = await response.text();
  const answer = text ? JSON.parse(text) : undefined;
  if (!response.ok)
    throw new SimulatorControlError(
      response.status,
      answer?.code ?? 'UNKNOWN',
      answer?.message ?? text,
    );
  return answer;
}
