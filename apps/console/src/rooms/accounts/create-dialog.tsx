import { useNavigate } from '@tanstack/react-router';
import { api, dataOf } from '../../api/client.ts';
import { useText } from '../../text/use-text.ts';
import { NameDialog } from './name-dialog.tsx';

/** Creates an account, starts it and goes on to its pairing. */
export function CreateDialog({ onClose }: { readonly onClose: () => void }) {
  const { t } = useText();
  const navigate = useNavigate({ from: '/' });
  return (
    <NameDialog
      title={t('accounts.create')}
      text={t('accounts.create.text')}
      hint={t('accounts.name.hint')}
      action={t('accounts.create.submit')}
      save={(name) => dataOf(api.POST('/api/sessions', { body: { name, start: true } }))}
      onSaved={({ session_id }) => navigate({ search: { pair: session_id } })}
      onClose={onClose}
    />
  );
}
