import { afterEach, expect, it, vi } from 'vitest';
import { groupChat, member, readFakePage, throwing, wid } from '../support/fake-page.ts';

const ME = '6280000@c.us';

afterEach(() => vi.unstubAllGlobals());

it('the progress of contacts counts what is listed, not every entry of the page', async () => {
  const saved = ['6281111111@c.us', '6282111111@c.us'].map((id) => ({ id: wid(id), name: id }));
  const strangers = ['6283111111@c.us', '6284111111@c.us', '6285111111@c.us'].map((id) => ({
    id: wid(id),
  }));
  const { read, last } = await readToEnd({ entries: [...strangers, ...saved] }, 'contacts');
  expect(last).toMatchObject({ phase: 'contacts', done: 2, total: 2 });
  expect(read.total_contacts).toBe(2);
});

it('the progress of groups counts what is listed, and its total is never below it', async () => {
  const me = { phone: wid(ME), lid: wid('70@lid') };
  const left = { ...groupChat('1-1@g.us', [member('6281111111@c.us')]), isReadOnly: true };
  const chats = [left, groupChat('1-2@g.us', [member(ME)]), throwing('id') as typeof left];
  const { read, last } = await readToEnd({ me, chats }, 'groups');
  expect(last).toMatchObject({ phase: 'groups', done: 1, total: 3 });
  expect(read.total_groups).toBe(1);
});

async function readToEnd(page: Parameters<typeof readFakePage>[0], kind: 'contacts' | 'groups') {
  const chunks: { phase: string; done: number; total: number }[] = [];
  const read = await readFakePage(page, { kind, onChunk: (chunk) => chunks.push(chunk) });
  return { read, last: chunks.at(-1) };
}
