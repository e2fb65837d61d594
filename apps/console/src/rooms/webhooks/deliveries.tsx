import type { ApiWebhookDelivery } from '@grabber/contracts/api/webhook';
import { useInfiniteQuery, useMutation, useQueryClient } from '@tanstack/react-query';
import { api, dataOf } from '../../api/client.ts';
import { KEYS } from '../../api/keys.ts';
import { durationText } from '../../text/duration.ts';
import { useText } from '../../text/use-text.ts';
import { Button } from '../../ui/button.tsx';
import { EmptyState, ErrorNotice, Pill } from '../../ui/notice.tsx';
import { Loading } from '../../ui/page.tsx';
import { LoadMore } from '../../ui/table/load-more.tsx';
import { type Column, SimpleTable } from '../../ui/table/simple-table.tsx';
import { useSay } from '../../ui/toast.tsx';

const PAGE = 25;
/** Deliveries send no event to the page. */
const LOOK_AGAIN_MS = 15_000;

/** The tries to deliver, newest first. */
export function Deliveries({ webhookId }: { readonly webhookId: string }) {
  const { t } = useText();
  const query = useInfiniteQuery({
    queryKey: [...KEYS.webhooks, webhookId, 'deliveries'],
    initialPageParam: undefined as string | undefined,
    refetchInterval: LOOK_AGAIN_MS,
    queryFn: ({ pageParam: cursor }) =>
      dataOf(
        api.GET('/api/webhooks/{webhookId}/deliveries', {
          params: { path: { webhookId }, query: { limit: PAGE, ...(cursor && { cursor }) } },
        }),
      ),
    getNextPageParam: ({ next_cursor }) => next_cursor ?? undefined,
  });
  if (query.error) {
    return <ErrorNotice error={query.error} onRetry={() => void query.refetch()} />;
  }
  if (!query.data) return <Loading />;
  const deliveries = query.data.pages.flatMap((page) => page.deliveries);
  if (deliveries.length === 0) {
    return (
      <EmptyState icon="webhooks" title={t('webhooks.no_deliveries')}>
        {t('webhooks.no_deliveries_text')}
      </EmptyState>
    );
  }
  return (
    <>
      <DeliveryTable webhookId={webhookId} deliveries={deliveries} />
      <LoadMore pages={query} />
    </>
  );
}

type TableProps = {
  readonly webhookId: string;
  readonly deliveries: readonly ApiWebhookDelivery[];
};

function DeliveryTable({ webhookId, deliveries }: TableProps) {
  const { t, language, number, time } = useText();
  const columns: Column<ApiWebhookDelivery>[] = [
    {
      title: t('webhooks.column.when'),
      cell: ({ at }) => <span className="whitespace-nowrap">{time(at)}</span>,
    },
    { title: t('webhooks.column.result'), cell: (delivery) => <Outcome delivery={delivery} /> },
    {
      title: t('webhooks.column.events'),
      cell: ({ session_id, event_count, first_event_id }) =>
        session_id === null ? (
          t('webhooks.is_test')
        ) : (
          <>
            {number(event_count)}
            <code className="block text-xs text-muted">{first_event_id}</code>
          </>
        ),
    },
    { title: t('webhooks.column.attempt'), cell: ({ attempt }) => number(attempt), isNumber: true },
    {
      title: t('webhooks.column.duration'),
      cell: ({ duration_ms }) => (
        <span className="whitespace-nowrap">{durationText(language, duration_ms)}</span>
      ),
      isNumber: true,
    },
    {
      title: t('webhooks.column.replay'),
      cell: (delivery) => <Replay webhookId={webhookId} delivery={delivery} />,
    },
  ];
  return (
    <SimpleTable
      label={t('webhooks.deliveries')}
      columns={columns}
      rows={deliveries}
      keyOf={({ delivery_id }) => delivery_id}
    />
  );
}

/** How one delivery went, with the beginning of what the receiver answered. */
export function Outcome({ delivery }: { readonly delivery: ApiWebhookDelivery }) {
  const { t } = useText();
  const { delivered, status, error, response_excerpt: excerpt } = delivery;
  return (
    <div className="flex min-w-40 flex-col items-start gap-1">
      <Pill tone={delivered ? 'good' : 'bad'}>
        {t(delivered ? 'webhooks.delivered' : 'webhooks.failed')}
        {status !== null && <bdi>{status}</bdi>}
      </Pill>
      {error && <ErrorWords error={error} />}
      {excerpt ? (
        <details className="max-w-md text-sm">
          <summary className="min-h-6 cursor-pointer text-accent-text">
            {t('webhooks.response')}
          </summary>
          <pre
            dir="ltr"
            className="mt-1 max-h-60 overflow-auto rounded-lg bg-page p-2 text-xs break-words whitespace-pre-wrap"
          >
            {excerpt}
          </pre>
        </details>
      ) : null}
    </div>
  );
}

const KNOWN_ERRORS = [
  'REFUSED',
  'REDIRECTED',
  'TIMEOUT',
  'ADDRESS_FORBIDDEN',
  'SECRET_UNREADABLE',
  'ECONNREFUSED',
  'ENOTFOUND',
] as const;

function ErrorWords({ error }: { readonly error: string }) {
  const { t } = useText();
  const known = KNOWN_ERRORS.find((code) => code === error);
  return (
    <p className="max-w-md text-sm">
      {known && <>{t(`webhooks.error.${known}`)} </>}
      <code className="text-xs text-muted">{error}</code>
    </p>
  );
}

type ReplayProps = { readonly webhookId: string; readonly delivery: ApiWebhookDelivery };

function Replay({ webhookId, delivery }: ReplayProps) {
  const { t } = useText();
  const say = useSay();
  const client = useQueryClient();
  const { delivery_id: deliveryId, session_id: session } = delivery;
  const replay = useMutation({
    mutationFn: () =>
      dataOf(
        api.POST('/api/webhooks/{webhookId}/deliveries/{deliveryId}/replay', {
          params: { path: { webhookId, deliveryId } },
        }),
      ),
    onSuccess: ({ delivered, status }) => {
      say.done(
        t(delivered ? 'webhooks.sent_again' : 'webhooks.sent_in_vain', { status: status ?? 0 }),
      );
      return client.invalidateQueries({ queryKey: [...KEYS.webhooks, webhookId] });
    },
    onError: say.failed,
  });
  if (session === null) return null;
  return (
    <Button className="whitespace-nowrap" isBusy={replay.isPending} onClick={() => replay.mutate()}>
      {t('webhooks.send_again')}
    </Button>
  );
}
