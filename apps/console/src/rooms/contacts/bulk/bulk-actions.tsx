import { useState } from 'react';
import { useText } from '../../../text/use-text.ts';
import { isConfirmed, TypedConfirmation } from '../../../ui/dialog/typed-confirmation.tsx';
import { TextArea } from '../../../ui/field.tsx';
import { Notice } from '../../../ui/notice.tsx';
import type { Listing } from '../contacts-search.ts';
import { changeTags, deleteRows, excludePeople, isWholeBook } from './bulk.ts';
import { BulkDialog } from './bulk-dialog.tsx';
import type { Selection } from './selection.ts';

export type BulkProps = {
  readonly selection: Selection;
  readonly listing: Listing;
  readonly count: number;
  /** Those that the key may see: for tags over all accounts. */
  readonly sessions: readonly string[];
  readonly onClose: () => void;
  readonly onDone: () => void;
};

/** The tags of a text that has one on each line: a tag may have commas. */
export function tagsIn(text: string): string[] {
  const tags = text.split('\n').map((tag) => tag.trim());
  return [...new Set(tags.filter((tag) => tag !== ''))];
}

/** In how many accounts rows may be changed. */
function accountsOf({ selection, sessions }: BulkProps): number {
  if (selection.kind === 'all') return sessions.length;
  const places = [...selection.rows.values()].flatMap((row) => row.places);
  return new Set(places.map(({ session }) => session)).size;
}

export function TagDialog(props: BulkProps) {
  const { t } = useText();
  const [add, setAdd] = useState('');
  const [remove, setRemove] = useState('');
  const change = { add: tagsIn(add), remove: tagsIn(remove) };
  // A person of several accounts has a row in each, and the API counts these.
  const isByRows = props.listing.session === null;
  const accounts = accountsOf(props);
  return (
    <BulkDialog
      title={t('contacts.tag_title', { count: props.count })}
      text={t('contacts.tag_text')}
      count={props.count}
      action={t('contacts.tag_action')}
      isReady={change.add.length + change.remove.length > 0}
      {...(isByRows && { doneText: (count) => t('contacts.tag_rows', { count, accounts }) })}
      run={(signal, onProgress) => changeTags({ ...props, signal, onProgress }, change)}
      onClose={props.onClose}
      onDone={props.onDone}
    >
      <TextArea
        label={t('contacts.tag_add')}
        hint={t('contacts.tag_hint')}
        value={add}
        onChange={({ target }) => setAdd(target.value)}
      />
      <TextArea
        label={t('contacts.tag_remove')}
        value={remove}
        onChange={({ target }) => setRemove(target.value)}
      />
    </BulkDialog>
  );
}

/** Deletes the chosen rows, or also keeps the people out of later grabs. */
export function RemoveDialog({ excludes, ...props }: BulkProps & { readonly excludes: boolean }) {
  const { t } = useText();
  const [typed, setTyped] = useState('');
  const name = excludes ? 'exclude' : 'delete';
  const word = t(`contacts.${name}_word`);
  return (
    <BulkDialog
      title={t(`contacts.${name}_title`, { count: props.count })}
      text={t(`contacts.${name}_text`)}
      count={props.count}
      action={t(`contacts.${name}`)}
      isDanger
      isReady={isConfirmed(word, typed)}
      run={(signal, onProgress) => {
        const work = { ...props, signal, onProgress };
        return excludes ? excludePeople(work) : deleteRows(work);
      }}
      onClose={props.onClose}
      onDone={props.onDone}
    >
      {!excludes && isWholeBook(props.selection, props.listing) && (
        <Notice tone="warn">{t('contacts.delete_whole')}</Notice>
      )}
      <TypedConfirmation text={word} value={typed} onChange={setTyped} />
    </BulkDialog>
  );
}
