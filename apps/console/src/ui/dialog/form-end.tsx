import { useText } from '../../text/use-text.ts';
import { Button } from '../button.tsx';
import { ErrorNotice } from '../notice.tsx';

type EndProps = {
  /** What the button says that sends the form. */
  readonly action: string;
  /** The last try. */
  readonly sent: { readonly isPending: boolean; readonly error: Error | null };
  /** Something must still be filled in. */
  readonly isUnfinished?: boolean;
  readonly isDanger?: boolean;
  readonly onCancel: () => void;
};

/** The end of a form in a dialog: why the last try failed, and the buttons. */
export function FormEnd({ action, sent, isUnfinished, isDanger = false, onCancel }: EndProps) {
  const { t } = useText();
  return (
    <>
      {sent.error && <ErrorNotice error={sent.error} />}
      <div className="flex justify-end gap-2">
        <Button onClick={onCancel}>{t('action.cancel')}</Button>
        <Button
          kind={isDanger ? 'danger' : 'main'}
          type="submit"
          isBusy={sent.isPending}
          disabled={isUnfinished}
        >
          {action}
        </Button>
      </div>
    </>
  );
}
