import type { Schema } from '@grabber/api-client';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { type FormEvent, useState } from 'react';
import { api, dataOf } from '../../api/client.ts';
import { KEYS } from '../../api/keys.ts';
import { useWorkspaces } from '../../signed-in/workspaces.ts';
import { useText } from '../../text/use-text.ts';
import { Button } from '../../ui/button.tsx';
import { ConfirmDialog } from '../../ui/dialog/confirm-dialog.tsx';
import { TextField } from '../../ui/field.tsx';
import { ErrorNotice } from '../../ui/notice.tsx';
import { Card, Loading } from '../../ui/page.tsx';
import { type Column, SimpleTable } from '../../ui/table/simple-table.tsx';
import { useSay } from '../../ui/toast.tsx';

type Workspace = Schema<'Workspace'>;

/** Every workspace, for the global key alone. */
export function WorkspacesTab() {
  const { t, day } = useText();
  const { workspaces, error, isPending, refetch } = useWorkspaces();
  const [emptied, setEmptied] = useState<Workspace | null>(null);
  const columns: Column<Workspace>[] = [
    {
      title: t('access.column.name'),
      cell: ({ name }) => <bdi className="font-medium">{name}</bdi>,
    },
    {
      title: t('access.workspaces.created'),
      cell: ({ created_at }) => <span className="whitespace-nowrap">{day(created_at)}</span>,
    },
    {
      title: t('access.column.more'),
      cell: (workspace) => (
        <span className="flex flex-wrap items-center gap-3">
          <Link
            to="/access"
            search={{ tab: 'settings', workspace: workspace.name }}
            className="text-accent-text underline underline-offset-3"
          >
            {t('access.tab.settings')}
          </Link>
          <Button className="whitespace-nowrap" onClick={() => setEmptied(workspace)}>
            {t('access.workspaces.empty')}
          </Button>
        </span>
      ),
    },
  ];
  return (
    <>
      <CreateWorkspace />
      {error && <ErrorNotice error={error} onRetry={() => void refetch()} />}
      {isPending && <Loading />}
      {workspaces.length > 0 && (
        <SimpleTable
          label={t('access.tab.workspaces')}
          columns={columns}
          rows={workspaces}
          keyOf={({ workspace_id }) => workspace_id}
        />
      )}
      {emptied && <EmptyDialog workspace={emptied} onClose={() => setEmptied(null)} />}
    </>
  );
}

function CreateWorkspace() {
  const { t } = useText();
  const say = useSay();
  const client = useQueryClient();
  const [name, setName] = useState('');
  const create = useMutation({
    mutationFn: () => dataOf(api.POST('/api/workspaces', { body: { name: name.trim() } })),
    onSuccess: () => {
      setName('');
      say.done(t('access.workspaces.done'));
      return client.invalidateQueries({ queryKey: KEYS.workspaces });
    },
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    create.mutate();
  };
  return (
    <Card>
      <form onSubmit={submit} className="flex flex-wrap items-start gap-3">
        <TextField
          className="min-w-56 flex-1"
          label={t('access.workspaces.name')}
          hint={t('access.workspaces.name_hint')}
          required
          dir="ltr"
          pattern="[A-Za-z0-9][A-Za-z0-9._\-]{0,62}"
          value={name}
          onChange={(event) => setName(event.target.value)}
        />
        <Button kind="main" type="submit" className="sm:mt-7" isBusy={create.isPending}>
          {t('access.workspaces.create')}
        </Button>
      </form>
      {create.isError && <ErrorNotice error={create.error} />}
    </Card>
  );
}

type EmptyProps = { readonly workspace: Workspace; readonly onClose: () => void };

function EmptyDialog({ workspace, onClose }: EmptyProps) {
  const { t } = useText();
  const say = useSay();
  const client = useQueryClient();
  const { workspace_id: workspaceId, name } = workspace;
  const empty = useMutation({
    mutationFn: () =>
      dataOf(
        api.DELETE('/api/workspaces/{workspaceId}/contacts', {
          params: { path: { workspaceId } },
        }),
      ),
    onSuccess: ({ deleted_count }) => {
      say.done(t('access.workspaces.emptied', { count: deleted_count }));
      void client.invalidateQueries({ queryKey: KEYS.book });
      onClose();
    },
  });
  return (
    <ConfirmDialog
      isOpen
      onClose={onClose}
      title={t('access.workspaces.empty_title', { name })}
      text={t('access.workspaces.empty_text')}
      action={t('access.workspaces.empty')}
      typed={name}
      isBusy={empty.isPending}
      error={empty.error}
      onConfirm={() => empty.mutate()}
    />
  );
}
