import type { ApiWebhook, UpdateWebhookBody } from '@grabber/contracts/api/webhook';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { api, dataOf } from '../../api/client.ts';
import { KEYS } from '../../api/keys.ts';
import { useText } from '../../text/use-text.ts';
import { useSay } from '../../ui/toast.tsx';

/** What can be done with a webhook. Each deed says how it went. */
export function useWebhookActions({ webhook_id: webhookId }: Pick<ApiWebhook, 'webhook_id'>) {
  const { t } = useText();
  const say = useSay();
  const client = useQueryClient();
  const params = { path: { webhookId } };
  const again = () => client.invalidateQueries({ queryKey: KEYS.webhooks });
  const update = useMutation({
    mutationFn: (body: UpdateWebhookBody) =>
      dataOf(api.PATCH('/api/webhooks/{webhookId}', { params, body })),
    onSuccess: ({ enabled }) => {
      say.done(t(enabled ? 'webhooks.enabled' : 'webhooks.disabled'));
      return again();
    },
    onError: say.failed,
  });
  const test = useMutation({
    mutationFn: () => dataOf(api.POST('/api/webhooks/{webhookId}/test', { params })),
    onSuccess: again,
    onError: say.failed,
  });
  const rotate = useMutation({
    mutationFn: () =>
      dataOf(api.POST('/api/webhooks/{webhookId}/rotate-secret', { params, body: {} })),
    onSuccess: again,
  });
  const replay = useMutation({
    mutationFn: (since: string) =>
      dataOf(
        api.POST('/api/webhooks/{webhookId}/replay', {
          params,
          body: since === '' ? { after: 'evt_0' } : { since },
        }),
      ),
    onSuccess: () => {
      say.done(t('webhooks.replayed'));
      return again();
    },
  });
  const remove = useMutation({
    mutationFn: () => dataOf(api.DELETE('/api/webhooks/{webhookId}', { params })),
    onSuccess: () => {
      say.done(t('webhooks.deleted'));
      // Not awaited: the caller leaves the page of the webhook before the list lacks it.
      void client.invalidateQueries({ queryKey: KEYS.webhooks, exact: true });
    },
  });
  return { update, test, rotate, replay, remove };
}
