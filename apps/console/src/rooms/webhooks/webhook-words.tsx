import type { ApiWebhook } from '@grabber/contracts/api/webhook';
import type { ReactNode } from 'react';
import { useText } from '../../text/use-text.ts';
import { Notice, Pill, type Tone } from '../../ui/notice.tsx';

const TONES: Readonly<Record<ApiWebhook['status'], Tone>> = {
  active: 'good',
  disabled: 'plain',
  dead: 'bad',
};

export function WebhookStatusPill({ status }: Pick<ApiWebhook, 'status'>) {
  const { t } = useText();
  return <Pill tone={TONES[status]}>{t(`webhooks.status.${status}`)}</Pill>;
}

/** Why a webhook was given up, and how it goes on. */
export function DeadNotice({
  webhook,
  action,
}: {
  readonly webhook: ApiWebhook;
  readonly action?: ReactNode;
}) {
  const { t, time } = useText();
  if (webhook.status !== 'dead') return null;
  const reason = webhook.dead_reason ?? 'FAILING';
  return (
    <Notice tone="bad" title={t('webhooks.dead', { time: time(webhook.dead_at) })} action={action}>
      <p>{t(`webhooks.dead.${reason}`)}</p>
      <p className="mt-1">{t('webhooks.dead.next')}</p>
    </Notice>
  );
}
