import { randomUUID } from 'node:crypto';
import { ControlError } from '../control-error.ts';

/** What a page made for its QR code. A scanned code must hold the same. */
export type PageKeys = { static_key: string; identity_key: string; adv_secret: string };

/** What a page says of itself. Null before it has said it. */
export type PageLooks = {
  /** Others see the account as online. */
  online: boolean | null;
  /** The dialog "What's new". `clicked`: a person closed it, by its button. */
  dialog: 'open' | 'clicked' | null;
};

/** A loaded page, from its hello until its event stream closes. */
export type Page = {
  id: string;
  keys: PageKeys;
  device: { id: string; accountId: string } | null;
  /** The current QR code. Null if the page shows no QR code. */
  ref: string | null;
  looks: PageLooks;
  userAgent: string;
  waiting: Map<string, Waiter>;
  outbox: string[];
  write: ((event: string) => void) | null;
};

type Waiter = { resolve(result: unknown): void; reject(error: Error): void; timer: NodeJS.Timeout };

export type PageRegistry = ReturnType<typeof createPageRegistry>;

const ACKNOWLEDGE_TIMEOUT_MS = 15_000;
const STREAM_OPEN_TIMEOUT_MS = 10_000;

/** The loaded pages. Sends commands to them and waits for their acknowledgements. */
export function createPageRegistry() {
  const pages = new Map<string, Page>();

  function add(keys: PageKeys, device: Page['device'], userAgent: string): Page {
    const page: Page = {
      id: randomUUID(),
      keys,
      device,
      ref: null,
      looks: { online: null, dialog: null },
      userAgent,
      waiting: new Map(),
      outbox: [],
      write: null,
    };
    pages.set(page.id, page);
    setTimeout(() => page.write ?? remove(page), STREAM_OPEN_TIMEOUT_MS).unref();
    return page;
  }

  function remove(page: Page): void {
    pages.delete(page.id);
    for (const waiter of page.waiting.values()) waiter.reject(new PageGoneError());
    page.waiting.clear();
  }

  function get(id: string): Page {
    const page = pages.get(id);
    if (!page) throw new ControlError(404, 'PAGE_NOT_FOUND', 'No such page is connected');
    return page;
  }

  return {
    add,
    get,
    remove,
    all: () => [...pages.values()],
    ofAccount: (accountId: string) =>
      [...pages.values()].filter((page) => page.device?.accountId === accountId),
    unpaired: () => [...pages.values()].filter((page) => page.device === null),
    /** Events sent before the stream opened are written first. */
    openStream(page: Page, write: (event: string) => void): void {
      page.write = write;
      for (const event of page.outbox.splice(0)) write(event);
    },
    command,
    /** Resolves when every page that stays connected has done it. */
    async commandAll(targets: Page[], type: string, body: object = {}): Promise<unknown[]> {
      const answers = await Promise.allSettled(targets.map((page) => command(page, type, body)));
      const failed = answers.find(
        (a) => a.status === 'rejected' && !(a.reason instanceof PageGoneError),
      );
      if (failed?.status === 'rejected') throw failed.reason;
      return answers.flatMap((answer) => (answer.status === 'fulfilled' ? [answer.value] : []));
    },
    acknowledge(page: Page, id: string, result: unknown, error: string | undefined): void {
      const waiter = page.waiting.get(id);
      page.waiting.delete(id);
      clearTimeout(waiter?.timer);
      if (error === undefined) waiter?.resolve(result);
      else waiter?.reject(new ControlError(500, 'PAGE_FAILED', `The page failed: ${error}`));
    },
  };
}

/** Sends a command to a page. Resolves with its answer. */
function command(page: Page, type: string, body: object = {}): Promise<unknown> {
  const id = randomUUID();
  const event = JSON.stringify({ id, type, ...body });
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => {
      page.waiting.delete(id);
      reject(new ControlError(504, 'PAGE_DID_NOT_ANSWER', 'A page did not acknowledge in time'));
    }, ACKNOWLEDGE_TIMEOUT_MS);
    page.waiting.set(id, { resolve, reject, timer });
    if (page.write) page.write(event);
    else page.outbox.push(event);
  });
}

/** The page closed or navigated away before it answered. */
class PageGoneError extends ControlError {
  constructor() {
    super(409, 'PAGE_GONE', 'The page went away before it answered');
  }
}
