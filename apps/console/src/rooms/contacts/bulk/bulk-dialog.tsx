import { useQueryClient } from '@tanstack/react-query';
import { type ReactNode, useRef, useState } from 'react';
import { KEYS } from '../../../api/keys.ts';
import { useText } from '../../../text/use-text.ts';
import { Button } from '../../../ui/button.tsx';
import { Dialog } from '../../../ui/dialog/dialog.tsx';
import { ErrorNotice, Notice } from '../../../ui/notice.tsx';
import { ProgressBar } from '../../../ui/page.tsx';
import type { BulkProgress, BulkResult } from './bulk.ts';

type BulkRun = (signal: AbortSignal, onProgress: BulkProgress) => Promise<BulkResult>;

type BulkDialogProps = {
  readonly title: string;
  readonly text: string;
  /** How many rows it is about. */
  readonly count: number;
  readonly action: string;
  readonly isDanger?: boolean;
  readonly isReady: boolean;
  readonly run: BulkRun;
  /** Says how much is done. By default in contacts. */
  readonly doneText?: (count: number) => string;
  readonly onClose: () => void;
  /** It has done something: the selection is of the past. */
  readonly onDone: () => void;
  readonly children: ReactNode;
};

type State =
  | { readonly step: 'ask'; readonly error?: unknown }
  | { readonly step: 'run' | 'done'; readonly result: BulkResult };

/** Asks for a change of many rows, shows how far it is, and what came of it. */
export function BulkDialog(props: BulkDialogProps) {
  const { t } = useText();
  const client = useQueryClient();
  const [state, setState] = useState<State>({ step: 'ask' });
  const stop = useRef<AbortController>(null);
  const start = async () => {
    const controller = new AbortController();
    stop.current = controller;
    setState({ step: 'run', result: { done: 0, failed: 0 } });
    try {
      const onProgress = (result: BulkResult) => setState({ step: 'run', result });
      const result = await props.run(controller.signal, onProgress);
      setState({ step: 'done', result });
    } catch (error) {
      setState({ step: 'ask', error });
    }
    await client.invalidateQueries({ queryKey: KEYS.book });
  };
  const close = () => {
    stop.current?.abort();
    if (state.step === 'done') props.onDone();
    props.onClose();
  };
  return (
    <Dialog isOpen onClose={close} title={props.title} text={props.text}>
      <form
        className="flex flex-col gap-4"
        onSubmit={(event) => {
          event.preventDefault();
          if (props.isReady && state.step === 'ask') void start();
        }}
      >
        {state.step === 'ask' ? (
          <>
            {props.children}
            {state.error !== undefined && <ErrorNotice error={state.error} />}
          </>
        ) : (
          <Outcome state={state} count={props.count} doneText={props.doneText} />
        )}
        <div className="flex justify-end gap-2">
          <Button onClick={close}>
            {t(state.step === 'done' ? 'action.close' : 'action.cancel')}
          </Button>
          {state.step !== 'done' && (
            <Button
              type="submit"
              kind={props.isDanger ? 'danger' : 'main'}
              isBusy={state.step === 'run'}
              disabled={!props.isReady}
            >
              {props.action}
            </Button>
          )}
        </div>
      </form>
    </Dialog>
  );
}

function Outcome({
  state: { step, result },
  count,
  doneText,
}: {
  readonly state: Exclude<State, { step: 'ask' }>;
  readonly count: number;
  readonly doneText: BulkDialogProps['doneText'];
}) {
  const { t } = useText();
  const text = doneText?.(result.done) ?? t('contacts.bulk_done', { count: result.done });
  const whole = { done: result.done + result.failed, total: count };
  if (step === 'run') {
    return (
      <div role="status" className="flex flex-col gap-2">
        <ProgressBar label={text} {...(result.part ?? whole)} />
        <p className="text-sm text-muted">{text}</p>
      </div>
    );
  }
  return (
    <div role="status">
      <Notice tone={result.failed > 0 ? 'warn' : 'good'} title={text}>
        {result.failed > 0 && t('contacts.bulk_failed', { count: result.failed })}
      </Notice>
    </div>
  );
}
