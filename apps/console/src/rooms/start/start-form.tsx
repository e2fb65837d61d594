import { useMutation } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { api, dataOf } from '../../api/client.ts';
import { useText } from '../../text/use-text.ts';
import { Button } from '../../ui/button.tsx';
import { SelectField, TextField } from '../../ui/field.tsx';
import { ErrorNotice, Notice } from '../../ui/notice.tsx';

const KINDS = ['all', 'contacts', 'groups'] as const;
type Kind = (typeof KINDS)[number];

type FormProps = {
  /** The accounts that the key is limited to. Null: all, of which only those who may read know the names. */
  readonly ids: readonly string[] | null;
};

/** Queues a grab of an account that is named by its id: the API says no names to this key. */
export function StartForm({ ids }: FormProps) {
  const { t } = useText();
  const [id, setId] = useState(ids?.[0] ?? '');
  const [kind, setKind] = useState<Kind>('all');
  const start = useMutation({
    mutationFn: () =>
      dataOf(api.POST('/api/sessions/{id}/grabs', { params: { path: { id } }, body: { kind } })),
  });
  if (ids?.length === 0) return <Notice tone="warn">{t('start.no_account')}</Notice>;
  const submit = (event: FormEvent) => {
    event.preventDefault();
    start.mutate();
  };
  return (
    <form onSubmit={submit} className="flex max-w-lg flex-col gap-4">
      {ids === null ? (
        <TextField
          label={t('start.account')}
          hint={t('start.account_hint')}
          required
          dir="ltr"
          value={id}
          onChange={({ target }) => setId(target.value.trim())}
        />
      ) : (
        <SelectField
          label={t('start.account')}
          hint={t('start.accounts_hint', { count: ids.length })}
          value={id}
          choices={ids.map((value) => ({ value, label: value }))}
          onChange={({ target }) => setId(target.value)}
        />
      )}
      <SelectField
        label={t('grabs.what')}
        value={kind}
        choices={KINDS.map((value) => ({ value, label: t(`grabs.kind.${value}`) }))}
        onChange={({ target }) => setKind(KINDS.find((one) => one === target.value) ?? 'all')}
      />
      {start.error && <ErrorNotice error={start.error} />}
      {start.data && (
        <div role="status">
          <Notice tone="good" title={t(start.data.joined ? 'grabs.joined' : 'grabs.queued')}>
            {t('start.grab_id')} <code dir="ltr">{start.data.grab_id}</code>
          </Notice>
        </div>
      )}
      <Button type="submit" kind="main" isBusy={start.isPending} className="self-start">
        {t('grabs.start')}
      </Button>
    </form>
  );
}
