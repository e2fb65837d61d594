import type { ApiWebhook } from '@grabber/contracts/api/webhook';
import { useQuery } from '@tanstack/react-query';
import { Link, useNavigate, useSearch } from '@tanstack/react-router';
import { useState } from 'react';
import { api, dataOf } from '../../api/client.ts';
import { KEYS } from '../../api/keys.ts';
import { useText } from '../../text/use-text.ts';
import { Button, buttonLook } from '../../ui/button.tsx';
import { SecretDialog } from '../../ui/dialog/secret-dialog.tsx';
import { Icon } from '../../ui/icon.tsx';
import { EmptyState, ErrorNotice } from '../../ui/notice.tsx';
import { Card, Loading, Page } from '../../ui/page.tsx';
import { WebhookDetails } from './webhook-details.tsx';
import { type CreatedWebhook, WebhookForm } from './webhook-form.tsx';
import { DeadNotice, WebhookStatusPill } from './webhook-words.tsx';

/** The webhooks of the workspace, or one of them with its deliveries. */
export function WebhooksScreen() {
  const { t } = useText();
  const { webhook: chosen } = useSearch({ from: '/webhooks' });
  const [isCreating, setIsCreating] = useState(false);
  const [created, setCreated] = useState<CreatedWebhook | null>(null);
  const { data, error, refetch } = useQuery({
    queryKey: KEYS.webhooks,
    queryFn: () => dataOf(api.GET('/api/webhooks')),
  });
  const create = (
    <Button kind="main" onClick={() => setIsCreating(true)}>
      <Icon name="plus" />
      {t('webhooks.create')}
    </Button>
  );
  const one = data?.webhooks.find(({ webhook_id }) => webhook_id === chosen);
  return (
    <Page
      title={t('nav.webhooks')}
      text={one ? <bdi className="font-mono break-all">{one.url}</bdi> : t('webhooks.text')}
      actions={one ? <BackToList /> : create}
    >
      {error && <ErrorNotice error={error} onRetry={() => void refetch()} />}
      {!data && !error && <Loading />}
      {data && chosen && !one && (
        <EmptyState icon="webhooks" title={t('webhooks.not_found')} action={<BackToList />} />
      )}
      {one && <WebhookDetails key={one.webhook_id} webhook={one} />}
      {data && !chosen && <WebhookList webhooks={data.webhooks} />}
      {isCreating && (
        <WebhookForm webhook={null} onClose={() => setIsCreating(false)} onCreated={setCreated} />
      )}
      {created && <Created created={created} onClose={() => setCreated(null)} />}
    </Page>
  );
}

function BackToList() {
  const { t } = useText();
  return (
    <Link to="/webhooks" search={{}} className={buttonLook()}>
      {t('action.back')}
    </Link>
  );
}

function Created({
  created,
  onClose,
}: {
  readonly created: CreatedWebhook;
  readonly onClose: () => void;
}) {
  const { t } = useText();
  const navigate = useNavigate({ from: '/webhooks' });
  return (
    <SecretDialog
      title={t('webhooks.created_title')}
      label={t('webhooks.secret')}
      secret={created.secret}
      onClose={() => {
        onClose();
        void navigate({ search: { webhook: created.webhook_id } });
      }}
    >
      {t('webhooks.created_text')}
    </SecretDialog>
  );
}

function WebhookList({ webhooks }: { readonly webhooks: readonly ApiWebhook[] }) {
  const { t } = useText();
  if (webhooks.length === 0) {
    return (
      <EmptyState icon="webhooks" title={t('webhooks.none')}>
        {t('webhooks.none_text')}
      </EmptyState>
    );
  }
  return (
    <ul className="flex flex-col gap-3">
      {webhooks.map((webhook) => (
        <li key={webhook.webhook_id}>
          <Card className="flex flex-col gap-3">
            <div className="flex flex-wrap items-center gap-3">
              <div className="min-w-0 flex-1 basis-64">
                <Link
                  to="/webhooks"
                  search={{ webhook: webhook.webhook_id }}
                  className="font-mono break-all text-accent-text underline underline-offset-3"
                >
                  <bdi>{webhook.url}</bdi>
                </Link>
                <Summary webhook={webhook} />
              </div>
              <WebhookStatusPill status={webhook.status} />
            </div>
            <DeadNotice webhook={webhook} />
          </Card>
        </li>
      ))}
    </ul>
  );
}

function Summary({ webhook }: { readonly webhook: ApiWebhook }) {
  const { t } = useText();
  const { description, event_types: types, session_ids: sessions } = webhook;
  const about = [
    types ? t('webhooks.event_count', { count: types.length }) : t('webhooks.every_event'),
    sessions
      ? t('webhooks.account_count', { count: sessions.length })
      : t('webhooks.every_account'),
  ];
  return (
    <p className="mt-1 text-sm text-muted">
      {description && (
        <span className="block text-text">
          <bdi>{description}</bdi>
        </span>
      )}
      {about.join(' · ')}
    </p>
  );
}
