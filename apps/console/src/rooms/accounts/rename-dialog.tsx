import { api, dataOf } from '../../api/client.ts';
import { useText } from '../../text/use-text.ts';
import type { AccountDialogProps } from './logout-dialog.tsx';
import { NameDialog } from './name-dialog.tsx';

export function RenameDialog({ session, onClose }: AccountDialogProps) {
  const { t } = useText();
  const path = { id: session.session_id };
  return (
    <NameDialog
      title={t('accounts.rename')}
      action={t('action.save')}
      first={session.session_name}
      save={(name) => dataOf(api.PATCH('/api/sessions/{id}', { params: { path }, body: { name } }))}
      onClose={onClose}
    />
  );
}
