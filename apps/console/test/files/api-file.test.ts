import { afterEach, expect, test, vi } from 'vitest';

vi.stubGlobal('document', { baseURI: 'http://console.test/' });
vi.stubGlobal('location', { pathname: '/', origin: 'http://console.test' });
const { requireFile } = await import('../../src/files/api-file.ts');
afterEach(() => void vi.unstubAllGlobals());

test('says why there is no file, before the browser downloads it', async () => {
  const body = { code: 'UNAUTHORIZED', message: 'No.' };
  vi.stubGlobal('fetch', async () => Response.json(body, { status: 401 }));
  await expect(requireFile('/api/export')).rejects.toMatchObject({
    status: 401,
    code: 'UNAUTHORIZED',
  });
  vi.stubGlobal('fetch', () => Promise.reject(new TypeError('Failed to fetch')));
  await expect(requireFile('/api/export')).rejects.toMatchObject({ code: 'OFFLINE' });
});

test('does not wait for what is in the file', async () => {
  let asked: AbortSignal | null | undefined;
  const endless = new Response(new ReadableStream());
  vi.stubGlobal('fetch', async (_: string, init: RequestInit) => {
    asked = init.signal;
    return endless;
  });
  await requireFile('/api/export');
  expect(asked?.aborted).toBe(true);
});
