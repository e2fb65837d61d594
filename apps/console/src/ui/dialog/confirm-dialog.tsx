import { type FormEvent, type ReactNode, useState } from 'react';
import { useText } from '../../text/use-text.ts';
import { Button } from '../button.tsx';
import { TextField } from '../field.tsx';
import { ErrorNotice } from '../notice.tsx';
import { Dialog } from './dialog.tsx';

type ConfirmProps = {
  readonly isOpen: boolean;
  readonly onClose: () => void;
  readonly title: string;
  readonly text: ReactNode;
  /** What the button says: the deed itself. */
  readonly action: string;
  /** Nothing is lost by it. */
  readonly isHarmless?: boolean;
  /** A person types this before the button works. */
  readonly typed?: string;
  /** What stands for it on the page, where it is not to be read there. */
  readonly typedAs?: string;
  readonly isBusy: boolean;
  readonly error: unknown;
  readonly onConfirm: () => void;
  readonly children?: ReactNode;
};

/** Asks before something that cannot be undone. */
export function ConfirmDialog({ isOpen, onClose, title, text, ...rest }: ConfirmProps) {
  return (
    <Dialog isOpen={isOpen} onClose={onClose} title={title} text={text}>
      <ConfirmForm onClose={onClose} {...rest} />
    </Dialog>
  );
}

function ConfirmForm({
  onClose,
  action,
  typed,
  typedAs,
  isHarmless = false,
  isBusy,
  error,
  onConfirm,
  children,
}: Omit<ConfirmProps, 'isOpen' | 'title' | 'text'>) {
  const { t } = useText();
  const [text, setText] = useState('');
  const submit = (event: FormEvent) => {
    event.preventDefault();
    onConfirm();
  };
  return (
    <form onSubmit={submit} className="flex flex-col gap-4">
      {children}
      {typed !== undefined && (
        <TextField
          label={t('confirm.type', { text: typedAs ?? typed })}
          value={text}
          autoComplete="off"
          spellCheck={false}
          onChange={(event) => setText(event.target.value)}
        />
      )}
      {error != null && <ErrorNotice error={error} />}
      <div className="flex flex-wrap justify-end gap-2">
        <Button onClick={onClose}>{t('action.cancel')}</Button>
        <Button
          kind={isHarmless ? 'main' : 'danger'}
          type="submit"
          isBusy={isBusy}
          disabled={typed !== undefined && text.trim() !== typed.trim()}
        >
          {action}
        </Button>
      </div>
    </form>
  );
}
