import { Toast as Base } from '@base-ui/react/toast';
import type { ReactNode } from 'react';
import { ApiFailure } from '../api/api-failure.ts';
import { useText } from '../text/use-text.ts';
import { IconButton } from './button.tsx';
import { Icon } from './icon.tsx';

export function ToastProvider({ children }: { readonly children: ReactNode }) {
  return (
    <Base.Provider timeout={6_000}>
      {children}
      <Base.Portal>
        <Base.Viewport className="fixed end-4 bottom-4 z-50 flex w-88 max-w-[calc(100vw-2rem)] flex-col gap-2">
          <Toasts />
        </Base.Viewport>
      </Base.Portal>
    </Base.Provider>
  );
}

function Toasts() {
  const { t } = useText();
  const { toasts } = Base.useToastManager();
  return toasts.map((toast) => (
    <Base.Root
      key={toast.id}
      toast={toast}
      className="flex items-start gap-2 rounded-xl border border-line bg-raised p-3 ps-4 shadow-lg"
    >
      <Base.Content className="min-w-0 flex-1">
        <Base.Title className="font-medium break-words" />
        <Base.Description className="text-sm text-muted break-words" />
      </Base.Content>
      <Base.Close
        render={
          <IconButton label={t('action.close')} className="-m-1">
            <Icon name="close" />
          </IconButton>
        }
      />
    </Base.Root>
  ));
}

export type Say = {
  /** What was done. */
  readonly done: (title: string) => void;
  readonly failed: (error: unknown) => void;
};

/** Short messages at the edge of the page, which a screen reader says, too. */
export function useSay(): Say {
  const { t } = useText();
  const { add } = Base.useToastManager();
  return {
    done: (title) => void add({ title }),
    failed: (error) => {
      const failure = error instanceof ApiFailure ? error : null;
      const text = failure?.code === 'OFFLINE' ? t('error.offline') : failure?.message;
      const description = failure ? t('error.code', { code: failure.code }) : undefined;
      add({
        title: text || t('error.unknown'),
        priority: 'high',
        ...(description && { description }),
      });
    },
  };
}
