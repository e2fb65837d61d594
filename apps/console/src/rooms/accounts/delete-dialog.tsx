import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { ApiFailure } from '../../api/api-failure.ts';
import { api, dataOf } from '../../api/client.ts';
import { KEYS } from '../../api/keys.ts';
import { useText } from '../../text/use-text.ts';
import { Button } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog/dialog.tsx';
import { CheckField, TextField } from '../../ui/field.tsx';
import { ErrorNotice, Notice } from '../../ui/notice.tsx';
import { useSay } from '../../ui/toast.tsx';
import { isTyped, mayForce } from './account-state.ts';
import type { AccountDialogProps } from './logout-dialog.tsx';

/** Deletes an account with its address book, after its name was typed. */
export function DeleteDialog({ session, onClose }: AccountDialogProps) {
  const { t } = useText();
  const { session_name: name } = session;
  const [typed, setTyped] = useState('');
  const [isForced, setIsForced] = useState(false);
  const { remove, stillLinked } = useDelete(session.session_id, onClose);
  if (stillLinked) {
    return (
      <Dialog isOpen onClose={onClose} title={t('accounts.delete.done')}>
        <Notice tone="warn">{t('accounts.delete.still_linked')}</Notice>
      </Dialog>
    );
  }
  const code = remove.error instanceof ApiFailure ? remove.error.code : undefined;
  return (
    <Dialog isOpen onClose={onClose} title={t('accounts.delete')} text={t('accounts.delete.text')}>
      <form
        className="flex flex-col gap-4"
        onSubmit={(event) => {
          event.preventDefault();
          remove.mutate(isForced);
        }}
      >
        <TextField
          label={t('confirm.type', { text: name })}
          data-initial-focus
          autoComplete="off"
          spellCheck={false}
          value={typed}
          onChange={(event) => setTyped(event.target.value)}
        />
        {remove.isError && <ErrorNotice error={remove.error} />}
        {mayForce(session, code) && (
          <CheckField
            label={t('accounts.delete.force')}
            hint={t('accounts.delete.force.hint')}
            checked={isForced}
            onChange={(event) => setIsForced(event.target.checked)}
          />
        )}
        <div className="flex justify-end gap-2">
          <Button onClick={onClose}>{t('action.cancel')}</Button>
          <Button
            kind="danger"
            type="submit"
            disabled={!isTyped(typed, name)}
            isBusy={remove.isPending}
          >
            {t('accounts.delete')}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}

function useDelete(id: string, onClose: () => void) {
  const client = useQueryClient();
  const say = useSay();
  const { t } = useText();
  const [stillLinked, setStillLinked] = useState(false);
  const remove = useMutation({
    mutationFn: (isForced: boolean) =>
      dataOf(
        api.DELETE('/api/sessions/{id}', {
          params: { path: { id }, query: isForced ? { force: 'true' } : {} },
        }),
      ),
    onSuccess: ({ deleted_count: count, device_may_be_linked }) => {
      say.done(t('accounts.delete.counted', { count }));
      if (device_may_be_linked) setStillLinked(true);
      else onClose();
      void client.invalidateQueries({ queryKey: KEYS.sessions });
    },
  });
  return { remove, stillLinked };
}
