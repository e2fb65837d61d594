import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { ADMIN_KEY } from '../support/whole-stack.ts';
import type { ApiReplica } from './several-engines.ts';

const GIVE_UP_MS = 180_000;
const MS_PER_SECOND = 1_000;
/** A grab may wait for its session as long as this, see GRAB_TIMEOUT_MS. */
const ANSWER_TIMEOUT_MS = 150_000;

/** Answers of one kind that a client was not told to try again after. */
type Failure = { readonly request: string; readonly what: string };

export type PatientClient = {
  /** Asks until there is an answer other than "try again". Null: it failed, and is among the failures. */
  ask(method: string, path: string, body?: object): Promise<unknown>;
  failures(): readonly Failure[];
  /** How often the client was told to try again, by code. */
  told(): Readonly<Record<string, number>>;
  answered(): number;
  /** The balancer sends nothing more there, or sends there again. */
  takeOut(api: ApiReplica): void;
  takeBack(api: ApiReplica): void;
};

/** What a careful client behind a balancer does: after an error with Retry-After it waits so long and asks again. */
export function createPatientClient(apis: readonly ApiReplica[]): PatientClient {
  const out = new Set<ApiReplica>();
  const failures: Failure[] = [];
  const told: Record<string, number> = {};
  let answered = 0;
  let turn = 0;

  function nextUrl(): string {
    const open = apis.filter((api) => !out.has(api));
    turn += 1;
    const api = open[turn % open.length];
    if (!api) throw new Error('No API is open.');
    return api.url;
  }

  async function ask(method: string, path: string, body?: object): Promise<unknown> {
    const key = randomUUID();
    const until = performance.now() + GIVE_UP_MS;
    const fail = (what: string) => {
      failures.push({ request: `${method} ${path}`, what });
      return null;
    };
    for (;;) {
      const response = await send(nextUrl() + path, { method, key, body }).catch(
        (error: Error) => error,
      );
      if (response instanceof Error) return fail(`${response.message} ${response.cause ?? ''}`);
      const { status, text, retryAfter } = response;
      if (status < 300) {
        answered += 1;
        return JSON.parse(text).data;
      }
      const code = codeOf(text);
      if (retryAfter === null) return fail(`${status} ${code}`);
      told[code] = (told[code] ?? 0) + 1;
      if (performance.now() > until) return fail(`told to try again for too long: ${code}`);
      await sleep(retryAfter * MS_PER_SECOND);
    }
  }

  return {
    ask,
    failures: () => failures,
    told: () => told,
    answered: () => answered,
    takeOut: (api) => void out.add(api),
    takeBack: (api) => void out.delete(api),
  };
}

async function send(
  url: string,
  { method, key, body }: { method: string; key: string; body: object | undefined },
) {
  const response = await fetch(url, {
    method,
    headers: {
      'x-api-key': ADMIN_KEY,
      ...(method === 'POST' && { 'idempotency-key': key }),
      ...(body && { 'content-type': 'application/json' }),
    },
    signal: AbortSignal.timeout(ANSWER_TIMEOUT_MS),
    ...(body && { body: JSON.stringify(body) }),
  });
  const header = response.headers.get('retry-after');
  const retryAfter = header === null ? null : Number(header);
  return { status: response.status, text: await response.text(), retryAfter };
}

function codeOf(text: string): string {
  try {
    return String(JSON.parse(text).code);
  } catch {
    return 'no JSON';
  }
}
