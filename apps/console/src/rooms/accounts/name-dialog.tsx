import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { KEYS } from '../../api/keys.ts';
import { useText } from '../../text/use-text.ts';
import { Dialog } from '../../ui/dialog/dialog.tsx';
import { FormEnd } from '../../ui/dialog/form-end.tsx';
import { TextField } from '../../ui/field.tsx';

const NAME_MAX = 200;

type NameDialogProps<T> = {
  readonly title: string;
  readonly text?: string;
  readonly hint?: string;
  /** What the button says. */
  readonly action: string;
  readonly first?: string;
  /** With the trimmed name. */
  readonly save: (name: string) => Promise<T>;
  /** After the dialog has closed. */
  readonly onSaved?: (saved: T) => Promise<void>;
  readonly onClose: () => void;
};

/** Asks for the name of an account. */
export function NameDialog<T>(props: NameDialogProps<T>) {
  const { title, text, hint, action, first = '', save, onSaved, onClose } = props;
  const { t } = useText();
  const client = useQueryClient();
  const [name, setName] = useState(first);
  const saving = useMutation({
    mutationFn: () => save(name.trim()),
    onSuccess: async (saved) => {
      await client.invalidateQueries({ queryKey: KEYS.sessions });
      onClose();
      await onSaved?.(saved);
    },
  });
  return (
    <Dialog isOpen onClose={onClose} title={title} text={text}>
      <form
        className="flex flex-col gap-4"
        onSubmit={(event) => {
          event.preventDefault();
          saving.mutate();
        }}
      >
        <TextField
          label={t('accounts.name')}
          hint={hint}
          data-initial-focus
          required
          maxLength={NAME_MAX}
          pattern=".*\S.*"
          autoComplete="off"
          value={name}
          onChange={(event) => setName(event.target.value)}
        />
        <FormEnd action={action} sent={saving} onCancel={onClose} />
      </form>
    </Dialog>
  );
}
