import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { api, dataOf } from '../../api/client.ts';
import { KEYS } from '../../api/keys.ts';
import { useMasked } from '../../book/phone-number.tsx';
import { saveFile } from '../../files/save-file.ts';
import { useMe } from '../../signed-in/use-me.ts';
import { useText } from '../../text/use-text.ts';
import { Button } from '../../ui/button.tsx';
import { ConfirmDialog } from '../../ui/dialog/confirm-dialog.tsx';
import { CheckField, TextField } from '../../ui/field.tsx';
import { ErrorNotice, Notice } from '../../ui/notice.tsx';
import { Card } from '../../ui/page.tsx';
import { useWorkspaceParameter } from './workspace-choice.tsx';

/** Names a person, and hands their data over or erases them. */
export function PersonCard() {
  const { t } = useText();
  const { may } = useMe();
  const where = useWorkspaceParameter();
  const [person, setPerson] = useState('');
  const [isErasing, setIsErasing] = useState(false);
  const named = person.trim();
  const copy = useMutation({
    mutationFn: () =>
      dataOf(api.POST('/api/person-exports', { body: { person: named, ...where } })),
    onSuccess: (data) => saveFile('person.json', 'application/json', JSON.stringify(data, null, 2)),
  });
  return (
    <Card className="flex flex-col gap-4">
      <TextField
        label={t('access.people.person')}
        hint={t('access.people.person_hint')}
        dir="ltr"
        autoComplete="off"
        spellCheck={false}
        placeholder="+62 812-3456-7890"
        value={person}
        onChange={(event) => setPerson(event.target.value)}
      />
      {copy.isError && <ErrorNotice error={copy.error} />}
      <div className="flex flex-wrap gap-2">
        <Button disabled={named === ''} isBusy={copy.isPending} onClick={() => copy.mutate()}>
          {t('access.people.copy')}
        </Button>
        {may('manage') && (
          <Button kind="danger" disabled={named === ''} onClick={() => setIsErasing(true)}>
            {t('access.people.erase')}
          </Button>
        )}
      </div>
      {isErasing && <EraseDialog person={named} onClose={() => setIsErasing(false)} />}
    </Card>
  );
}

type EraseProps = { readonly person: string; readonly onClose: () => void };

function EraseDialog({ person, onClose }: EraseProps) {
  const { t } = useText();
  const masked = useMasked();
  const [exclude, setExclude] = useState(true);
  const [label, setLabel] = useState('');
  const erase = useErase();
  const { data } = erase;
  return (
    <ConfirmDialog
      isOpen
      onClose={onClose}
      title={t('access.people.erase_title')}
      text={t('access.people.erase_text')}
      action={t(data ? 'access.people.erase_again' : 'access.people.erase')}
      typed={person}
      typedAs={masked(person)}
      isBusy={erase.isPending}
      error={erase.error}
      onConfirm={() => erase.mutate({ person, exclude, label: label.trim() })}
    >
      {data && (
        <Notice tone={data.remaining > 0 ? 'warn' : 'good'}>
          {t('access.people.erased', {
            count: Object.values(data.deleted).reduce((sum, count) => sum + count, 0),
          })}{' '}
          {t(data.remaining > 0 ? 'access.people.remaining' : 'access.people.none_left')}
          {data.sessions.some(({ is_own_account }) => is_own_account) && (
            <p className="mt-1">{t('access.people.own_account')}</p>
          )}
        </Notice>
      )}
      <CheckField
        label={t('access.people.exclude')}
        hint={t('access.people.exclude_hint')}
        checked={exclude}
        onChange={(event) => setExclude(event.target.checked)}
      />
      {exclude && (
        <TextField
          label={t('access.people.label')}
          hint={t('access.people.label_hint')}
          maxLength={100}
          value={label}
          onChange={(event) => setLabel(event.target.value)}
        />
      )}
    </ConfirmDialog>
  );
}

type Erasing = { readonly person: string; readonly exclude: boolean; readonly label: string };

function useErase() {
  const client = useQueryClient();
  const where = useWorkspaceParameter();
  return useMutation({
    mutationFn: ({ person, exclude, label }: Erasing) =>
      dataOf(
        api.POST('/api/erasures', {
          body: { person, exclude, ...(exclude && label && { label }), ...where },
        }),
      ),
    onSuccess: () => {
      void client.invalidateQueries({ queryKey: KEYS.exclusions });
      void client.invalidateQueries({ queryKey: KEYS.book });
    },
  });
}
