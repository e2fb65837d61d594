import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { api, dataOf } from '../../api/client.ts';
import { KEYS } from '../../api/keys.ts';
import { useText } from '../../text/use-text.ts';
import { Button } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { TextField } from '../../ui/field.tsx';
import { ErrorNotice } from '../../ui/notice.tsx';

const NAME_MAX = 200;

/** Creates an account, starts it and goes on to its pairing. */
export function CreateDialog({ onClose }: { readonly onClose: () => void }) {
  const { t } = useText();
  const client = useQueryClient();
  const navigate = useNavigate({ from: '/' });
  const [name, setName] = useState('');
  const create = useMutation({
    mutationFn: () =>
      dataOf(api.POST('/api/sessions', { body: { name: name.trim(), start: true } })),
    onSuccess: async ({ session_id }) => {
      await client.invalidateQueries({ queryKey: KEYS.sessions });
      onClose();
      await navigate({ search: { pair: session_id } });
    },
  });
  return (
    <Dialog isOpen onClose={onClose} title={t('accounts.create')} text={t('accounts.create.text')}>
      <form
        className="flex flex-col gap-4"
        onSubmit={(event) => {
          event.preventDefault();
          create.mutate();
        }}
      >
        <TextField
          label={t('accounts.name')}
          hint={t('accounts.name.hint')}
          data-initial-focus
          required
          maxLength={NAME_MAX}
          pattern=".*\S.*"
          autoComplete="off"
          value={name}
          onChange={(event) => setName(event.target.value)}
        />
        {create.isError && <ErrorNotice error={create.error} />}
        <div className="flex justify-end gap-2">
          <Button onClick={onClose}>{t('action.cancel')}</Button>
          <Button kind="main" type="submit" isBusy={create.isPending}>
            {t('accounts.create.submit')}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}
