import { setTimeout as sleep } from 'node:timers/promises';
import { ADMIN_KEY } from '../support/whole-stack.ts';
import { whyUndocumented } from './documented-codes.ts';

const PAUSE_MS = 150;
/** Longer than a paused process sleeps, and than any bound of the API for these requests. */
const ANSWER_TIMEOUT_MS = 90_000;

/** The status of a linked session that only its parts trouble. */
const USUAL = new Set(['connecting', 'connected', 'disconnected']);

/** What callers have seen since the last look. */
type Seen = {
  answers: number;
  errors: number;
  /** Requests whose connection failed or ended before the answer, and those that ended within it. */
  cutOff: number;
  cutShort: number;
  /** Errors that the contract does not list, and requests that had no answer at all. */
  readonly defects: Set<string>;
  /** States that say the session is not linked, or has given up. */
  readonly wrongStates: Set<string>;
};

export type SteadyLoad = {
  /** Resolves when no request is open. */
  pause(): Promise<void>;
  resume(): void;
  /** Answers what was seen since the last call. */
  take(): Seen;
  stop(): Promise<void>;
};

/** Callers that read and grab the session all the time, each with one request open at most. */
export function startSteadyLoad(apiUrl: string, sessionId: string): SteadyLoad {
  const path = (rest: string) => `/api/sessions/${sessionId}/${rest}`;
  const callers: readonly (readonly [string, string, object?])[] = [
    ['GET', path('contacts?limit=50')],
    ['GET', path('groups?limit=50')],
    ['GET', path('contacts/export?format=csv')],
    ['GET', path('status')],
    ['GET', '/api/sessions'],
    ['GET', path('grabs?limit=5')],
    ['GET', path('grab-contacts')],
    ['POST', path('grabs'), { kind: 'groups' }],
  ];
  let seen = nothing();
  let isOn = true;
  let isStopped = false;
  let running: Promise<unknown> = Promise.resolve();

  async function call([method, url, body]: (typeof callers)[number]): Promise<void> {
    while (isOn && !isStopped) {
      await ask(new URL(url, apiUrl), method, body, seen);
      await sleep(PAUSE_MS);
    }
  }
  const start = () => {
    isOn = true;
    running = Promise.all(callers.map(call));
  };
  start();
  return {
    async pause() {
      isOn = false;
      await running;
    },
    resume: start,
    take() {
      const taken = seen;
      seen = nothing();
      return taken;
    },
    async stop() {
      isStopped = true;
      await running;
    },
  };
}

function nothing(): Seen {
  return {
    answers: 0,
    errors: 0,
    cutOff: 0,
    cutShort: 0,
    defects: new Set(),
    wrongStates: new Set(),
  };
}

async function ask(url: URL, method: string, body: object | undefined, seen: Seen): Promise<void> {
  const path = url.pathname + url.search;
  let hasBegun = false;
  try {
    const response = await fetch(url, {
      method,
      headers: { 'x-api-key': ADMIN_KEY, ...(body && { 'content-type': 'application/json' }) },
      signal: AbortSignal.timeout(ANSWER_TIMEOUT_MS),
      ...(body && { body: JSON.stringify(body) }),
    });
    hasBegun = true;
    const text = await response.text();
    seen.answers += 1;
    if (response.ok) return noteState(url, text, seen);
    seen.errors += 1;
    const code = codeOf(text);
    const defect = whyUndocumented(method, path, { status: response.status, code });
    if (defect !== null) seen.defects.add(defect);
  } catch (error) {
    if ((error as Error).name === 'TimeoutError') seen.defects.add(`${method} ${path}: no answer`);
    else if (hasBegun) seen.cutShort += 1;
    else seen.cutOff += 1;
  }
}

function codeOf(text: string): unknown {
  try {
    return JSON.parse(text).code;
  } catch {
    return 'no JSON';
  }
}

function noteState(url: URL, text: string, seen: Seen): void {
  if (!url.pathname.endsWith('/status')) return;
  const { status, last_error } = JSON.parse(text).data;
  const isUnlinked = /^(LOGGED_OUT|LOGIN_LOST|LOGOUT|QR_)/.test(last_error?.code ?? '');
  if (!USUAL.has(status) || isUnlinked) seen.wrongStates.add(`${status} ${last_error?.code ?? ''}`);
}
