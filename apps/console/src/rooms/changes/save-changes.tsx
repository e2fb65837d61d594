import { useMutation } from '@tanstack/react-query';
import { useEffect, useRef, useState } from 'react';
import { type Change, shownOf } from '../../book/changes/change-kinds.ts';
import { csvText } from '../../files/csv.ts';
import { fileName, saveFile } from '../../files/save-file.ts';
import { useText } from '../../text/use-text.ts';
import { Button } from '../../ui/button.tsx';
import { Icon } from '../../ui/icon.tsx';
import { useSay } from '../../ui/toast.tsx';
import { changesAfter } from './changes-after.ts';
import { pagesOf, type Whose } from './changes-query.ts';
import { changesTable } from './changes-table.ts';
import { useChangesAddress } from './use-changes-address.ts';

type SaveProps = {
  /** The loaded ones that the filters let through. */
  readonly shown: readonly Change[];
  readonly cursor: string;
  readonly hasMore: boolean;
  readonly whose: Whose;
};

/** A CSV file of all changes that the filters let through, with those that are not loaded yet. */
export function SaveChanges(props: SaveProps) {
  const { shown, cursor, hasMore } = props;
  const { t } = useText();
  const { change } = useChangesAddress();
  const { save, count, cancel } = useSave(props);
  return (
    <div className="flex flex-wrap items-center gap-2">
      {!hasMore && (
        <Button kind="quiet" title={t('changes.from_now.text')} onClick={() => change({ cursor })}>
          {t('changes.from_now')}
        </Button>
      )}
      {save.isPending && (
        <>
          <span role="status" className="text-sm text-muted">
            {t('changes.exporting', { count })}
          </span>
          <Button onClick={cancel}>{t('action.cancel')}</Button>
        </>
      )}
      <Button isBusy={save.isPending} onClick={() => save.mutate()}>
        {!save.isPending && <Icon name="download" />}
        {hasMore ? t('changes.export_all') : t('changes.export', { count: shown.length })}
      </Button>
    </div>
  );
}

function useSave({ shown, cursor, hasMore, whose }: SaveProps) {
  const { t } = useText();
  const { search } = useChangesAddress();
  const say = useSay();
  const [count, setCount] = useState(0);
  const running = useRef(new AbortController());
  useEffect(() => () => running.current.abort(), []);
  const save = useMutation({
    mutationFn: async () => {
      running.current = new AbortController();
      const { signal } = running.current;
      setCount(0);
      const rest = hasMore ? await changesAfter(pagesOf(whose, signal), cursor, setCount) : [];
      return signal.aborted ? null : [...shown, ...shownOf(rest, search.show)];
    },
    onSuccess: (changes) => {
      if (changes === null) return;
      const { titles, rows } = changesTable(changes);
      saveFile(fileName(t('changes.file'), 'csv'), 'text/csv', csvText(titles, rows));
      say.done(t('changes.saved', { count: changes.length }));
    },
    onError: (error) => !running.current.signal.aborted && say.failed(error),
  });
  return { save, count, cancel: () => running.current.abort() };
}
