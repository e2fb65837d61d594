import { fileURLToPath } from 'node:url';
import { API_ROUTES } from '@grabber/contracts/api/routes';
import type { RouteContract } from '@grabber/contracts/route';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { recordExamples, withoutChance } from '../support/record-examples.ts';
import { startTestApi, type TestApi } from '../support/test-api.ts';

const RECORDED = fileURLToPath(
  new URL('../../../../packages/contracts/src/openapi/recorded-examples.json', import.meta.url),
);
/** Their answers are texts and this document itself; the last one answers like a test of a webhook. */
const WITHOUT_EXAMPLE = ['metrics', 'getOpenApi', 'showDocs', 'replayWebhookDelivery'];
const ROUTES: readonly RouteContract[] = Object.values(API_ROUTES);

let api: TestApi;
beforeAll(async () => {
  api = await startTestApi();
});
afterAll(() => api.stop());

it('the examples of the OpenAPI document are what the API answers now', async () => {
  const examples = withoutChance(await recordExamples(api));
  const expected = ROUTES.map(({ id }) => id).filter((id) => !WITHOUT_EXAMPLE.includes(id));
  expect(Object.keys(examples).sort()).toEqual(expected.sort());
  // `npm run vitest -- apps/api/test/service/openapi-examples.test.ts -u` writes them again.
  await expect(`${JSON.stringify(examples, null, 2)}\n`).toMatchFileSnapshot(RECORDED);
});
