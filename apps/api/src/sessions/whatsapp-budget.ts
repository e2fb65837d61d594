import type { SessionBudget } from '@grabber/contracts/api/session';
import type { Database } from '@grabber/database/connection/open-database';
import {
  type ChargeRule,
  chargeSession,
  noteCharges,
  readCharges,
  readChargesOf,
  refundCharge,
} from '@grabber/database/sessions/session-charges';
import { ServiceError } from '@grabber/service-kit/service-error';
import type { Logger } from 'pino';

/** What a session does that WhatsApp sees, and may punish an account for. */
type BudgetKind = 'refresh' | 'pairing_code' | 'browser_start' | 'wake';

/** By kind. No rule: no limit. */
export type BudgetRules = Readonly<Record<BudgetKind, readonly ChargeRule[]>>;

/** How often since the start of this process, for metrics. */
type BudgetCounts = { charged: number; refused: number; refunded: number; noted: number };

export type Charge = {
  /** Nothing has reached WhatsApp after all. Never throws: the caller has an error of its own. */
  refund(): Promise<void>;
};

/** The budget of each session towards WhatsApp. It is kept in the database and shared by all replicas. */
export type WhatsAppBudget = {
  /**
   * Charges before the engine is asked. Throws REFRESH_TOO_SOON or WHATSAPP_BUDGET_SPENT, and the errors of
   * `pg`: without the database nothing may be sent.
   */
  charge(sessionId: string, kind: BudgetKind): Promise<Charge>;
  /** Charges what has happened already. Never throws. */
  note(sessionId: string, kind: BudgetKind, times: readonly Date[]): Promise<void>;
  /** What is left of the budget of a session. */
  left(sessionId: string): Promise<SessionBudget>;
  /** The same for many sessions, with one query. */
  leftOf(sessionIds: readonly string[]): Promise<(sessionId: string) => SessionBudget>;
  counts(): Readonly<Record<BudgetKind, Readonly<BudgetCounts>>>;
};

const NO_CHARGE: Charge = { refund: async () => {} };

const SPENT: Readonly<Record<BudgetKind, string>> = {
  refresh: 'WhatsApp was asked for all groups too often: grab without refresh=true, or wait.',
  pairing_code: 'Too many pairing codes were asked for: wait, or scan the QR.',
  browser_start: 'The browser of this session was started too often: wait.',
  wake: 'This session was woken too often: wait, or keep it awake.',
};

export function createWhatsAppBudget(options: {
  readonly db: Database;
  readonly rules: BudgetRules;
  readonly logger: Logger;
}): WhatsAppBudget {
  const { db, rules, logger } = options;
  const none = (): BudgetCounts => ({ charged: 0, refused: 0, refunded: 0, noted: 0 });
  const counts = { refresh: none(), pairing_code: none(), browser_start: none(), wake: none() };

  async function refused(sessionId: string, kind: BudgetKind): Promise<ServiceError> {
    counts[kind].refused += 1;
    const { charges, now } = await readCharges(db, sessionId);
    const { nextAt } = roomOf(charges.get(kind) ?? [], rules[kind], now);
    const waitMs = (nextAt?.getTime() ?? 0) - now.getTime();
    const retryAfterSeconds = Math.max(1, Math.ceil(waitMs / 1_000));
    const code = kind === 'refresh' ? 'REFRESH_TOO_SOON' : 'WHATSAPP_BUDGET_SPENT';
    return new ServiceError(code, SPENT[kind], { retryAfterSeconds });
  }

  async function refund(session_id: string, kind: BudgetKind, at: Date): Promise<void> {
    try {
      await refundCharge(db, { session_id, kind, at });
      counts[kind].refunded += 1;
    } catch (error) {
      logger.warn({ err: error, session_id, kind }, 'Refunding a charge failed');
    }
  }

  return {
    async charge(session_id, kind) {
      if (rules[kind].length === 0) return NO_CHARGE;
      const at = await chargeSession(db, { session_id, kind, rules: rules[kind] });
      if (!at) throw await refused(session_id, kind);
      counts[kind].charged += 1;
      return { refund: () => refund(session_id, kind, at) };
    },
    async note(session_id, kind, times) {
      if (rules[kind].length === 0 || times.length === 0) return;
      try {
        await noteCharges(db, { session_id, kind, times });
        counts[kind].noted += times.length;
      } catch (error) {
        logger.warn({ err: error, session_id, kind }, 'Noting a charge failed');
      }
    },
    left: async (sessionId) => budgetOf(await readCharges(db, sessionId), rules),
    async leftOf(sessionIds) {
      const of = await readChargesOf(db, sessionIds);
      return (sessionId) => budgetOf(of(sessionId), rules);
    },
    counts: () => counts,
  };
}

function budgetOf(
  { charges, now }: Awaited<ReturnType<typeof readCharges>>,
  rules: BudgetRules,
): SessionBudget {
  const shown = (kind: BudgetKind) => {
    const { left, nextAt } = roomOf(charges.get(kind) ?? [], rules[kind], now);
    const { left: limit } = roomOf([], rules[kind], now);
    return { left, limit, next_at: nextAt?.toISOString() ?? null };
  };
  return {
    refreshes: shown('refresh'),
    pairing_codes: shown('pairing_code'),
    browser_starts: shown('browser_start'),
    wakes: shown('wake'),
  };
}

/** The room that the rules leave: null without a rule. Without room, `nextAt` is when there will be some. */
export function roomOf(
  charges: readonly Date[],
  rules: readonly ChargeRule[],
  now: Date,
): { left: number | null; nextAt: Date | null } {
  let left: number | null = null;
  let nextAt: Date | null = null;
  for (const { most, seconds } of rules) {
    const since = now.getTime() - seconds * 1_000;
    const recent = charges.map((at) => at.getTime()).filter((at) => at > since);
    left = Math.min(left ?? most, Math.max(0, most - recent.length));
    // The room comes back when the newest `most` charges are no longer all within the window.
    const blocking = recent.sort((a, b) => a - b)[recent.length - most];
    if (blocking === undefined) continue;
    const free = new Date(blocking + seconds * 1_000);
    if (nextAt === null || free > nextAt) nextAt = free;
  }
  return { left, nextAt };
}
