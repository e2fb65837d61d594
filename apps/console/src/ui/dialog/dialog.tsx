import { Dialog as Base } from '@base-ui/react/dialog';
import { type ReactNode, useRef } from 'react';
import { useText } from '../../text/use-text.ts';
import { IconButton } from '../button.tsx';
import { classNames } from '../class-names.ts';
import { Icon } from '../icon.tsx';
import { CloseDialog } from './close-dialog.ts';

type DialogProps = {
  readonly isOpen: boolean;
  readonly onClose: () => void;
  readonly title: ReactNode;
  readonly text?: ReactNode;
  readonly children?: ReactNode;
  /** `side`: a panel at the end of the page, over its whole height. */
  readonly place?: 'middle' | 'side';
  readonly isWide?: boolean;
  /** A click beside it does not close it, because what it shows is lost then. */
  readonly mustBeClosed?: boolean;
};

const BACKDROP =
  'fixed inset-0 bg-black/45 transition-opacity data-starting-style:opacity-0 data-ending-style:opacity-0';
const MIDDLE =
  'fixed inset-x-3 top-[8dvh] mx-auto outline-none max-h-[84dvh] overflow-y-auto rounded-2xl border border-line bg-raised p-5 shadow-xl';
const SIDE =
  'fixed inset-y-0 end-0 w-full outline-none max-w-xl overflow-y-auto border-s border-line bg-raised p-5 shadow-xl';

/**
 * A dialog or a side panel that takes the focus, and ends with Escape. What has `data-initial-focus` gets the focus
 * first, except on a touch screen, where its keyboard would cover the dialog.
 */
export function Dialog({
  isOpen,
  onClose,
  title,
  text,
  children,
  place = 'middle',
  isWide,
  mustBeClosed = false,
}: DialogProps) {
  const { t } = useText();
  const popup = useRef<HTMLDivElement>(null);
  return (
    <Base.Root
      open={isOpen}
      onOpenChange={(open) => !open && onClose()}
      disablePointerDismissal={mustBeClosed}
    >
      <Base.Portal>
        <Base.Backdrop className={BACKDROP} />
        <Base.Popup
          ref={popup}
          initialFocus={(by) =>
            (by !== 'touch' && popup.current?.querySelector<HTMLElement>('[data-initial-focus]')) ||
            true
          }
          className={classNames(
            place === 'side' ? SIDE : MIDDLE,
            place === 'middle' && (isWide ? 'max-w-3xl' : 'max-w-lg'),
          )}
        >
          <div className="mb-3 flex items-start justify-between gap-3">
            <Base.Title className="min-w-0 text-lg font-semibold wrap-anywhere">{title}</Base.Title>
            <Base.Close
              render={
                <IconButton label={t('action.close')} className="-me-2 -mt-1">
                  <Icon name="close" />
                </IconButton>
              }
            />
          </div>
          {text && <Base.Description className="mb-4 text-muted">{text}</Base.Description>}
          <CloseDialog value={onClose}>{children}</CloseDialog>
        </Base.Popup>
      </Base.Portal>
    </Base.Root>
  );
}
