import type { Schema } from '@grabber/api-client';
import { useInfiniteQuery, useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { api, dataOf } from '../../api/client.ts';
import { KEYS } from '../../api/keys.ts';
import { useMe } from '../../signed-in/use-me.ts';
import { useText } from '../../text/use-text.ts';
import { Button } from '../../ui/button.tsx';
import { ConfirmDialog } from '../../ui/dialog/confirm-dialog.tsx';
import { EmptyState, ErrorNotice } from '../../ui/notice.tsx';
import { Loading } from '../../ui/page.tsx';
import { LoadMore } from '../../ui/table/load-more.tsx';
import { type Column, SimpleTable } from '../../ui/table/simple-table.tsx';
import { useSay } from '../../ui/toast.tsx';
import { PersonCard } from './person-card.tsx';
import { useWorkspaceParameter, WorkspaceChoice } from './workspace-choice.tsx';

type Exclusion = Schema<'Exclusion'>;

/** What a person may ask for whose data are stored: a copy, and to be forgotten. */
export function PeopleTab() {
  const { t } = useText();
  const where = useWorkspaceParameter();
  const query = useInfiniteQuery({
    queryKey: [...KEYS.exclusions, where.workspace ?? null],
    initialPageParam: undefined as string | undefined,
    queryFn: ({ pageParam: cursor }) =>
      dataOf(
        api.GET('/api/exclusions', { params: { query: { ...where, ...(cursor && { cursor }) } } }),
      ),
    getNextPageParam: ({ next_cursor }) => next_cursor ?? undefined,
  });
  const exclusions = query.data?.pages.flatMap((page) => page.exclusions) ?? [];
  return (
    <>
      <WorkspaceChoice />
      <PersonCard />
      <h2 className="text-lg font-semibold">{t('access.people.excluded')}</h2>
      {query.error && <ErrorNotice error={query.error} onRetry={() => void query.refetch()} />}
      {query.isPending && <Loading />}
      {query.data && exclusions.length === 0 && (
        <EmptyState icon="contacts" title={t('access.people.none')}>
          {t('access.people.none_text')}
        </EmptyState>
      )}
      {exclusions.length > 0 && <ExclusionTable exclusions={exclusions} />}
      <LoadMore pages={query} />
    </>
  );
}

function ExclusionTable({ exclusions }: { readonly exclusions: readonly Exclusion[] }) {
  const { t, number, time } = useText();
  const { may } = useMe();
  const [asking, setAsking] = useState<Exclusion | null>(null);
  const remove: Column<Exclusion> = {
    title: t('access.column.more'),
    cell: (exclusion) => (
      <Button className="whitespace-nowrap" onClick={() => setAsking(exclusion)}>
        {t('access.people.allow')}
      </Button>
    ),
  };
  const columns: Column<Exclusion>[] = [
    { title: t('access.people.label'), cell: ({ label }) => <bdi>{label ?? '–'}</bdi> },
    {
      title: t('access.people.since'),
      cell: ({ created_at }) => <span className="whitespace-nowrap">{time(created_at)}</span>,
    },
    {
      title: t('access.people.addresses'),
      cell: ({ address_count }) => number(address_count),
      isNumber: true,
    },
    ...(may('manage') ? [remove] : []),
  ];
  return (
    <>
      <SimpleTable
        label={t('access.people.excluded')}
        columns={columns}
        rows={exclusions}
        keyOf={({ exclusion_id }) => exclusion_id}
      />
      {asking && <AllowDialog exclusion={asking} onClose={() => setAsking(null)} />}
    </>
  );
}

type AllowProps = { readonly exclusion: Exclusion; readonly onClose: () => void };

function AllowDialog({ exclusion, onClose }: AllowProps) {
  const { t } = useText();
  const say = useSay();
  const client = useQueryClient();
  const allow = useMutation({
    mutationFn: () =>
      dataOf(
        api.DELETE('/api/exclusions/{exclusionId}', {
          params: { path: { exclusionId: exclusion.exclusion_id } },
        }),
      ),
    onSuccess: () => {
      say.done(t('access.people.allowed'));
      void client.invalidateQueries({ queryKey: KEYS.exclusions });
      onClose();
    },
  });
  return (
    <ConfirmDialog
      isOpen
      onClose={onClose}
      title={t('access.people.allow_title')}
      text={t('access.people.allow_text')}
      action={t('access.people.allow')}
      isHarmless
      isBusy={allow.isPending}
      error={allow.error}
      onConfirm={() => allow.mutate()}
    />
  );
}
