import type { ApiWebhook } from '@grabber/contracts/api/webhook';
import { useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { useSessions } from '../../api/sessions.ts';
import { useText } from '../../text/use-text.ts';
import { Button } from '../../ui/button.tsx';
import { ConfirmDialog } from '../../ui/dialog/confirm-dialog.tsx';
import { SecretDialog } from '../../ui/dialog/secret-dialog.tsx';
import { Facts } from '../../ui/facts.tsx';
import { TextField } from '../../ui/field.tsx';
import { Notice } from '../../ui/notice.tsx';
import { Card } from '../../ui/page.tsx';
import { Deliveries, Outcome } from './deliveries.tsx';
import { useWebhookActions } from './webhook-actions.ts';
import { WebhookForm } from './webhook-form.tsx';
import { DeadNotice, WebhookStatusPill } from './webhook-words.tsx';

type Asking = 'edit' | 'rotate' | 'replay' | 'remove' | null;

/** One webhook: what it is about, what can be done, and its last deliveries. */
export function WebhookDetails({ webhook }: { readonly webhook: ApiWebhook }) {
  const { t } = useText();
  const [asking, setAsking] = useState<Asking>(null);
  const actions = useWebhookActions(webhook);
  const { update, test } = actions;
  const enable = (enabled: boolean) => (
    <Button
      kind={enabled ? 'main' : 'plain'}
      isBusy={update.isPending}
      onClick={() => update.mutate({ enabled })}
    >
      {t(enabled ? 'webhooks.enable' : 'webhooks.disable')}
    </Button>
  );
  return (
    <>
      <DeadNotice webhook={webhook} action={enable(true)} />
      <Card className="flex flex-col gap-4">
        <About webhook={webhook} />
        <div className="flex flex-wrap gap-2">
          <Button isBusy={test.isPending} onClick={() => test.mutate()}>
            {t('webhooks.test')}
          </Button>
          <Button onClick={() => setAsking('edit')}>{t('webhooks.edit')}</Button>
          {webhook.status !== 'dead' && enable(webhook.status === 'disabled')}
          <Button onClick={() => setAsking('rotate')}>{t('webhooks.rotate')}</Button>
          <Button onClick={() => setAsking('replay')}>{t('webhooks.replay')}</Button>
          <Button onClick={() => setAsking('remove')}>{t('action.delete')}</Button>
        </div>
        {test.data && (
          <Notice tone={test.data.delivered ? 'good' : 'bad'} title={t('webhooks.test_result')}>
            <Outcome delivery={test.data} />
          </Notice>
        )}
      </Card>
      <h2 className="text-lg font-semibold">{t('webhooks.deliveries')}</h2>
      <Deliveries webhookId={webhook.webhook_id} />
      <Asked webhook={webhook} asking={asking} actions={actions} close={() => setAsking(null)} />
    </>
  );
}

function About({ webhook }: { readonly webhook: ApiWebhook }) {
  const { t, number, time } = useText();
  const { nameOf } = useSessions();
  const { session_ids: sessions, event_types: types } = webhook;
  const facts = [
    { name: t('webhooks.state'), value: <WebhookStatusPill status={webhook.status} /> },
    { name: t('webhooks.description'), value: webhook.description ?? '–' },
    {
      name: t('webhooks.accounts'),
      value: <bdi>{sessions ? sessions.map(nameOf).join(', ') : t('webhooks.every_account')}</bdi>,
    },
    {
      name: t('webhooks.events'),
      value: types ? (
        <code className="text-sm">{types.join(', ')}</code>
      ) : (
        t('webhooks.every_event')
      ),
    },
    { name: t('webhooks.batch'), value: number(webhook.max_batch) },
    { name: t('webhooks.created'), value: time(webhook.created_at) },
    ...(webhook.previous_secret_until
      ? [{ name: t('webhooks.old_secret_until'), value: time(webhook.previous_secret_until) }]
      : []),
  ];
  return <Facts facts={facts} />;
}

type AskedProps = {
  readonly webhook: ApiWebhook;
  readonly asking: Asking;
  readonly actions: ReturnType<typeof useWebhookActions>;
  readonly close: () => void;
};

/** The dialogs of the buttons. */
function Asked({ webhook, asking, actions, close }: AskedProps) {
  const { t } = useText();
  const navigate = useNavigate({ from: '/webhooks' });
  const { rotate, remove } = actions;
  return (
    <>
      {asking === 'edit' && <WebhookForm webhook={webhook} onClose={close} />}
      {asking === 'replay' && <ReplayDialog replay={actions.replay} onClose={close} />}
      {rotate.data && (
        <SecretDialog
          title={t('webhooks.rotated')}
          label={t('webhooks.secret')}
          secret={rotate.data.secret}
          onClose={rotate.reset}
        >
          {t('webhooks.rotated_text')}
        </SecretDialog>
      )}
      <ConfirmDialog
        isOpen={asking === 'rotate'}
        onClose={close}
        title={t('webhooks.rotate')}
        text={t('webhooks.rotate_text')}
        action={t('webhooks.rotate')}
        isHarmless
        isBusy={rotate.isPending}
        error={rotate.error}
        onConfirm={() => rotate.mutate(undefined, { onSuccess: close })}
      />
      <ConfirmDialog
        isOpen={asking === 'remove'}
        onClose={close}
        title={t('webhooks.delete')}
        text={t('webhooks.delete_text')}
        action={t('action.delete')}
        isBusy={remove.isPending}
        error={remove.error}
        onConfirm={() =>
          remove.mutate(undefined, { onSuccess: () => void navigate({ search: {} }) })
        }
      />
    </>
  );
}

type ReplayProps = {
  readonly replay: ReturnType<typeof useWebhookActions>['replay'];
  readonly onClose: () => void;
};

function ReplayDialog({ replay, onClose }: ReplayProps) {
  const { t } = useText();
  const [since, setSince] = useState('');
  const time = since && new Date(since).toISOString();
  return (
    <ConfirmDialog
      isOpen
      onClose={onClose}
      title={t('webhooks.replay')}
      text={t('webhooks.replay_text')}
      action={t('webhooks.replay')}
      isHarmless
      isBusy={replay.isPending}
      error={replay.error}
      onConfirm={() => replay.mutate(time, { onSuccess: onClose })}
    >
      <TextField
        label={t('webhooks.replay_since')}
        hint={t('webhooks.replay_hint')}
        type="datetime-local"
        value={since}
        onChange={(event) => setSince(event.target.value)}
      />
    </ConfirmDialog>
  );
}
