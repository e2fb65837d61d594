import { expect, test, vi } from 'vitest';

vi.stubGlobal('document', { baseURI: 'http://console.test/' });
vi.stubGlobal('location', { pathname: '/groups', origin: 'http://console.test' });
const { exportAddress } = await import('../../src/rooms/groups/export-address.ts');
vi.unstubAllGlobals();

test('a file is asked for as a text first, with the same rows', () => {
  const file = { account: 'a', groupId: '1@g.us', format: 'xlsx', withPast: true } as const;
  expect(exportAddress.members(file)).toEqual({
    url: '/api/sessions/a/groups/1%40g.us/participants/export?status=all&format=xlsx',
    asText: '/api/sessions/a/groups/1%40g.us/participants/export?status=all&format=csv',
  });
  expect(exportAddress.memberships('a').asText).toBe(
    '/api/sessions/a/groups/participants/export?format=csv',
  );
});
