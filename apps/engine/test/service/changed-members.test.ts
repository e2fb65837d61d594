import { expect, it } from 'vitest';
import { changedMembers } from '../../src/metrics/changed-members.ts';

const changed = (message: string) => ({
  missing: [],
  lastError: { code: 'WHATSAPP_WEB_CHANGED', message },
});

it('a change of WhatsApp Web shows the names that the self-check found', () => {
  const missing = ['WAWebApiContact.getCurrentLid', 'WAWebCollections.Contact.get'];
  const state = {
    ...changed('WhatsApp Web has changed: …'),
    missing: missing.map((name) => ({ name, blocks: [] })),
  };
  expect(changedMembers(state)).toEqual(missing);
});

it.each([
  [
    'whatsapp-web.js does not work with this version of WhatsApp Web: module WAWebCmd is missing.',
    'WAWebCmd',
  ],
  ['Requiring unknown module "WAWebSocketModel.Socket"', 'WAWebSocketModel.Socket'],
  ['WhatsApp Web loaded without window.Debug.VERSION: it has changed.', 'window.Debug.VERSION'],
  ['WhatsApp no longer accepts this version of WhatsApp Web.', 'unknown'],
])('a start that failed because of it shows the name from its message: %s', (message, member) => {
  expect(changedMembers(changed(message))).toEqual([member]);
});

it('other errors do not show as such a change', () => {
  const lastError = { code: 'PAGE_UNRESPONSIVE', message: 'WAWebCmd did not answer.' } as const;
  expect(changedMembers({ missing: [], lastError })).toEqual([]);
  expect(changedMembers({ missing: [], lastError: null })).toEqual([]);
});
