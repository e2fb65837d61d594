import { expect, it } from 'vitest';
import { request } from '../support/request.ts';
import { ADMIN_KEY, startTestApi } from '../support/test-api.ts';

const OLD_KEY = 'the-replaced-admin-key-0123456789-0123';

it('accepts a replaced admin key beside the new one for as long as it is listed', async () => {
  const statusOf = async (previousAdminKeys: string[], key: string) => {
    const api = await startTestApi({ previousAdminKeys });
    const { status } = await request(api, '/api/workspaces', { key });
    await api.stop();
    return status;
  };
  expect(await statusOf([OLD_KEY], OLD_KEY)).toBe(200);
  expect(await statusOf([OLD_KEY], ADMIN_KEY)).toBe(200);
  expect(await statusOf([], OLD_KEY)).toBe(401);
});
