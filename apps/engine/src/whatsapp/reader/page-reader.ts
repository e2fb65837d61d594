import { GROUP_FACTS, TEXT_FIELDS } from '@grabber/contracts/contact-fields';
import { settlesWithin } from '@grabber/primitives/deadline';
import type { JSHandle, Page } from 'puppeteer';
import type { AccountReader, ReadHeader } from '../../reading/account-reader.ts';
import type { PageReader, ReaderOptions } from './page/reader.ts';
import { readerCall, readerScript } from './page-script.ts';
import { unpackChunk } from './unpack-chunk.ts';

const CLOSE_TIMEOUT_MS = 5_000;

// Constants: puppeteer parses the source of each function that it has not seen before.
const askHeader = (reader: PageReader) => reader.header();
const askNext = (reader: PageReader) => reader.next();
const askClose = (reader: PageReader) => reader.close();

/** Takes a snapshot of the page's collections, to be read in chunks. Rejects with errors of the page. */
export async function openPageReader(
  page: Page,
  options: Omit<ReaderOptions, 'texts' | 'facts'>,
): Promise<AccountReader> {
  const order = { texts: TEXT_FIELDS, facts: GROUP_FACTS };
  const handle = await createInPage(page, { ...options, ...order });
  let isOver = false;
  return {
    header: async () => JSON.parse(await handle.evaluate(askHeader)) as ReadHeader,
    async next() {
      const chunk = unpackChunk(await handle.evaluate(askNext));
      isOver ||= chunk.isDone;
      return chunk;
    },
    async close() {
      // A finished read needs no stop, so the caller does not wait for the page.
      if (isOver) {
        void handle.dispose().catch(() => undefined);
        return;
      }
      const closing = handle.evaluate(askClose).then(() => handle.dispose());
      await settlesWithin(closing, CLOSE_TIMEOUT_MS);
    },
  };
}

async function createInPage(page: Page, options: ReaderOptions): Promise<JSHandle<PageReader>> {
  const known = await page.evaluateHandle(readerCall(options));
  const isMissing = known.remoteObject().subtype === 'null';
  const handle = isMissing ? await page.evaluateHandle(readerScript(options)) : known;
  return handle as JSHandle<PageReader>;
}
