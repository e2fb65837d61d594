import { ApiError, dataOf } from '../connection/answers.ts';
import { type Finding, finding, type Patient } from './finding.ts';

const MAX_EXCLUSIONS = 1_000;

/** What belongs to the whole workspace. What the key may not see is left out. */
export async function checkWorkspace(patient: Patient): Promise<Finding[]> {
  const parts = await Promise.all([
    ifAllowed(() => checkWebhooks(patient)),
    ifAllowed(() => checkExclusions(patient)),
  ]);
  return parts.flat();
}

async function ifAllowed(check: () => Promise<Finding[]>): Promise<Finding[]> {
  try {
    return await check();
  } catch (error) {
    if (error instanceof ApiError && error.status === 403) return [];
    throw error;
  }
}

async function checkWebhooks({ api }: Patient): Promise<Finding[]> {
  const { webhooks } = await dataOf(api.client.GET('/api/webhooks'));
  return webhooks.map(({ webhook_id, status, dead_reason }) => {
    const text = `webhook ${webhook_id.slice(0, 8)}: ${status}${dead_reason ? `, ${dead_reason}` : ''}`;
    const isDead = status === 'dead';
    return finding(
      isDead ? 'fail' : status === 'disabled' ? 'warn' : 'ok',
      'webhook',
      { en: text, id: text },
      isDead
        ? {
            en: 'Mend the receiver, try it with webhooks test, then enable the webhook: it gets what it missed.',
            id: 'Perbaiki penerimanya, coba dengan webhooks test, lalu aktifkan webhook: yang terlewat akan dikirim.',
          }
        : undefined,
    );
  });
}

async function checkExclusions({ api }: Patient): Promise<Finding[]> {
  const params = { query: { limit: MAX_EXCLUSIONS } };
  const { exclusions } = await dataOf(api.client.GET('/api/exclusions', { params }));
  const count = `${exclusions.length}${exclusions.length === MAX_EXCLUSIONS ? '+' : ''}`;
  return [
    finding('ok', 'exclusions', {
      en: `People whom no grab stores: ${count}`,
      id: `Orang yang tidak disimpan pengambilan mana pun: ${count}`,
    }),
  ];
}
