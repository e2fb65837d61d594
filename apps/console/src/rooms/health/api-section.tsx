import type { Schema } from '@grabber/api-client';
import { useText } from '../../text/use-text.ts';
import { Facts } from '../../ui/facts.tsx';
import { Notice, Pill } from '../../ui/notice.tsx';
import { OutOf } from '../../ui/out-of.tsx';
import { type Column, SimpleTable } from '../../ui/table/simple-table.tsx';
import { uptimeText } from './uptime.ts';

type Api = Schema<'SystemApi'>;
type Queue = Schema<'SystemQueue'>;
type Pool = Api['database']['pools'][number];

const POOLS = ['requests', 'grabs', 'reserved'] as const;
const QUEUES = ['grabs', 'webhooks'] as const;

/** The API's process, its database and the queues. */
export function ApiSection({ api }: { readonly api: Api }) {
  const { t, bytes, language, number } = useText();
  const { latency_ms: latency, migrations } = api.database;
  return (
    <>
      <Facts
        isGrid
        facts={[
          { name: t('health.api_version'), value: api.version },
          { name: t('health.runs_for'), value: uptimeText(language, api.started_at) },
          { name: t('health.replicas'), value: number(api.replicas) },
          { name: t('health.memory'), value: bytes(api.memory_bytes) },
          {
            name: t('health.latency'),
            value: latency === null ? '–' : t('health.milliseconds', { count: number(latency) }),
          },
          {
            name: t('health.migrations'),
            value: migrations ? (
              <OutOf now={number(migrations.applied)} of={number(migrations.known)} />
            ) : (
              '–'
            ),
          },
        ]}
      />
      {migrations && migrations.applied !== migrations.known && (
        <Notice tone="warn">{t('health.migrations_differ')}</Notice>
      )}
      <Queues queues={api.queues} />
      <Pools pools={api.database.pools} />
    </>
  );
}

function Queues({ queues }: { readonly queues: readonly Queue[] | null }) {
  const { t, ago, number } = useText();
  const nameOf = (name: string) => {
    const known = QUEUES.find((one) => one === name);
    return known ? t(`health.queue.${known}`) : name;
  };
  if (queues === null) return <Notice tone="warn">{t('health.queues_unknown')}</Notice>;
  const columns: Column<Queue>[] = [
    { title: t('health.queue'), cell: ({ name }) => nameOf(name) },
    { title: t('health.queue_waiting'), cell: (one) => number(one.waiting), isNumber: true },
    { title: t('health.queue_active'), cell: (one) => number(one.active), isNumber: true },
    {
      title: t('health.queue_failed'),
      cell: ({ failed }) =>
        failed === 0 ? number(failed) : <Pill tone="warn">{number(failed)}</Pill>,
      isNumber: true,
    },
    { title: t('health.queue_oldest'), cell: (one) => ago(one.oldest_waiting_at) },
  ];
  return (
    <section className="flex flex-col gap-2">
      <h3 className="font-medium">{t('health.queues')}</h3>
      {queues.length === 0 ? (
        <p className="text-muted">{t('health.no_queues')}</p>
      ) : (
        <SimpleTable
          label={t('health.queues')}
          columns={columns}
          rows={queues}
          keyOf={({ name }) => name}
        />
      )}
    </section>
  );
}

function Pools({ pools }: { readonly pools: readonly Pool[] }) {
  const { t, number } = useText();
  const nameOf = (name: string) => {
    const known = POOLS.find((one) => one === name);
    return known ? t(`health.pool.${known}`) : name;
  };
  const columns: Column<Pool>[] = [
    { title: t('health.pool'), cell: ({ name }) => nameOf(name) },
    {
      title: t('health.pool_used'),
      cell: ({ used, limit }) => <OutOf now={number(used)} of={number(limit)} />,
      isNumber: true,
    },
    { title: t('health.pool_idle'), cell: ({ idle }) => number(idle), isNumber: true },
    {
      title: t('health.waiting'),
      cell: ({ waiting }) =>
        waiting === 0 ? number(waiting) : <Pill tone="warn">{number(waiting)}</Pill>,
      isNumber: true,
    },
  ];
  return (
    <section className="flex flex-col gap-2">
      <h3 className="font-medium">{t('health.pools')}</h3>
      <SimpleTable
        label={t('health.pools')}
        columns={columns}
        rows={pools}
        keyOf={({ name }) => name}
      />
    </section>
  );
}
