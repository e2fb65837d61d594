import type { GrabAnswer } from './check-grab.ts';
import type { Grab } from './steps.ts';

/** What the engine knows of its queries for all groups. `maybe`: a grab or an engine broke off. */
type Certainty = 'yes' | 'maybe' | 'no';

const UNANSWERED = ['GROUPS_NOT_QUERIED', 'GROUPS_NOT_REFRESHED', 'GROUP_QUERY_REFUSED'];

/** How many queries a grab may send: none, but one for the first listing after a pairing, and one a refresh. */
export type QueryRules = {
  paired(): void;
  /** Since the pairing WhatsApp may not have said which groups there are. */
  mayHaveToAsk(): boolean;
  hoursPassed(): void;
  /** The engine may have lost what it wrote last. */
  killed(): void;
  /** Sentences about what was wrong. `sent`: by the answer, and by the simulator. */
  check(grab: Grab, answer: GrabAnswer, sent: { told: number; counted: number }): string[];
  /** A grab that was not stored may have asked. */
  failed(grab: Grab): void;
};

/** Whether the grab has WhatsApp's own list of all groups. */
export function isAnswered({ incomplete_reasons }: GrabAnswer, sent: number): boolean {
  return sent > 0 && !incomplete_reasons.some(({ code }) => UNANSWERED.includes(code));
}

/** Since the pairing WhatsApp has not said which groups there are. */
function isUnasked({ incomplete_reasons }: GrabAnswer): boolean {
  return incomplete_reasons.some(({ code }) => code === 'GROUPS_NOT_QUERIED');
}

/** `maxSingles`: how many groups an answer may name by their size alone. */
export function createQueryRules(maxSingles: () => number): QueryRules {
  let mustAsk: Certainty = 'yes';
  let askedThisHour: Certainty = 'no';

  function judge({ kind, refresh }: Grab, answer: GrabAnswer, told: number): string[] {
    const found: string[] = [];
    const asks = kind !== 'contacts' && (refresh || mustAsk !== 'no');
    const most = asks ? 1 + maxSingles() : 0;
    if (told > most) found.push(`${told} queries, and at most ${most} were due`);
    if (kind === 'contacts') return found;
    if (refresh && askedThisHour === 'yes') found.push('a refresh within the hour was not refused');
    const isFirst = mustAsk === 'yes' && askedThisHour === 'no';
    if (isFirst && told === 0) found.push('the first listing after a pairing sent no query');
    if (mustAsk === 'yes' && told === 0 && !isUnasked(answer)) {
      found.push('no query since the pairing was answered, and no reason says so');
    }
    return found;
  }

  return {
    paired() {
      mustAsk = 'yes';
      askedThisHour = 'no';
    },
    mayHaveToAsk: () => mustAsk !== 'no',
    hoursPassed() {
      askedThisHour = 'no';
    },
    killed() {
      if (mustAsk === 'no') mustAsk = 'maybe';
      if (askedThisHour === 'yes') askedThisHour = 'maybe';
    },
    check(grab, answer, { told, counted }) {
      const found = judge(grab, answer, told);
      if (counted > told) found.push(`${counted} queries were sent, and the grab tells ${told}`);
      if (grab.kind !== 'contacts') {
        if (told > 0) askedThisHour = 'yes';
        if (told > 0 && !isUnasked(answer)) mustAsk = 'no';
      }
      return found;
    },
    failed({ kind, refresh }) {
      if (kind === 'contacts' || (!refresh && mustAsk === 'no')) return;
      if (mustAsk === 'yes') mustAsk = 'maybe';
      if (askedThisHour === 'no') askedThisHour = 'maybe';
    },
  };
}
