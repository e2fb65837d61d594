import { createMemoryHistory } from '@tanstack/react-router';
import { afterAll, expect, test, vi } from 'vitest';

// The modules ask the page where it is.
const addEventListener = () => undefined;
vi.stubGlobal('document', { baseURI: 'http://console.test/', addEventListener });
vi.stubGlobal('window', { addEventListener });
vi.stubGlobal('addEventListener', addEventListener);
vi.stubGlobal('history', {});
vi.stubGlobal('self', {});
vi.stubGlobal('location', { pathname: '/', origin: 'http://console.test', hash: '', search: '' });
afterAll(() => void vi.unstubAllGlobals());
const { createConsoleRouter } = await import('../../src/app/router.tsx');

/** What a screen is told of its address. */
function searchOf(address: string): Record<string, unknown> {
  const history = createMemoryHistory({ initialEntries: [address] });
  const router = createConsoleRouter(history);
  const search = router.matchRoutes(router.latestLocation).at(-1)?.search ?? {};
  return Object.fromEntries(Object.entries(search).filter(([, value]) => value !== undefined));
}

const NAMES = {
  '/': ['q', 'status', 'pair', 'grab'],
  '/contacts': [
    ...['account', 'q', 'type', 'status', 'saved', 'business', 'blocked', 'number', 'whatsapp'],
    ...['note', 'username', 'changed', 'label', 'tag', 'field', 'group', 'sort', 'person', 'of'],
  ],
  '/groups': [
    ...['account', 'view', 'search', 'status', 'group', 'tab', 'groups', 'min', 'contact'],
  ],
  '/changes': ['account', 'since', 'date', 'cursor', 'show'],
  '/grabs': ['session', 'state', 'kind', 'grab', 'of'],
  '/schedules': ['session'],
  '/webhooks': ['webhook'],
  '/access': [
    ...['tab', 'workspace', 'old', 'key', 'session', 'route', 'outcome', 'since', 'until'],
  ],
  '/system': ['anything'],
};

test.each(Object.entries(NAMES))('leaves wrong values of %s out', (path, names) => {
  for (const value of ['{}', '{"a":[]}', '[]', '[{}]', '[null]', 'null', '""']) {
    const said = names.map((name) => `${name}=${encodeURIComponent(value)}`).join('&');
    expect(searchOf(`${path}?${said}`), value).toEqual({});
  }
});

test.each([
  '/changes?date=99',
  '/changes?since=foo&show=zz',
  '/contacts?changed=2026-99-99',
  '/contacts?saved=foo&type=zzz&sort=zz&status=zz&whatsapp=true&field=zz',
  '/groups?groups={}&status=zz&tab=zz&min=zz&contact=zz',
  '/grabs?state=zz&kind=zz',
  '/access?tab=zz&old=zz&outcome=zz&since=zz&until=99',
  '/?status=zz',
])('does not tell a screen of %s', (address) => {
  expect(searchOf(address)).toEqual({});
});

test('keeps what is right beside what is wrong', () => {
  expect(searchOf('/groups?view=people&groups=5')).toEqual({ view: 'people' });
  expect(searchOf('/contacts?q=081&saved=true&sort=zz')).toEqual({ q: '081', saved: true });
  expect(searchOf('/changes?show=%5B%22added%22%5D&date=2026-01-15')).toMatchObject({
    date: '2026-01-15',
  });
});
