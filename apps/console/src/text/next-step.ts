import type { MessageId } from './messages/id.ts';

const STEPS: Readonly<Record<string, MessageId>> = {
  UNAUTHORIZED: 'error.step.unauthorized',
  FORBIDDEN: 'error.step.forbidden',
  SESSION_NOT_FOUND: 'error.step.session_not_found',
};

/** What to do about errors whose message does not say it. Null: the message says it. */
export function nextStepOf(code: string): MessageId | null {
  return STEPS[code] ?? null;
}
