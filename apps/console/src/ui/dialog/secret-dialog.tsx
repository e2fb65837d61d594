import type { ReactNode } from 'react';
import { useText } from '../../text/use-text.ts';
import { Button } from '../button.tsx';
import { CopyField } from '../copy-field.tsx';
import { Notice } from '../notice.tsx';
import { Dialog } from './dialog.tsx';

type SecretProps = {
  readonly title: string;
  readonly label: string;
  readonly secret: string;
  readonly children?: ReactNode;
  readonly onClose: () => void;
};

/** Shows a secret that no later answer holds. It closes by its button alone, not by a click beside it. */
export function SecretDialog({ title, label, secret, children, onClose }: SecretProps) {
  const { t } = useText();
  return (
    <Dialog isOpen onClose={onClose} title={title} mustBeClosed>
      <div className="flex flex-col gap-4">
        <Notice tone="warn">{t('secret.once')}</Notice>
        <CopyField label={label} value={secret} />
        {children}
        <Button kind="main" className="self-end" onClick={onClose}>
          {t('secret.kept')}
        </Button>
      </div>
    </Dialog>
  );
}
