import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { api, dataOf } from '../../../api/client.ts';
import { KEYS } from '../../../api/keys.ts';
import { saveFile } from '../../../files/save-file.ts';
import { useMe } from '../../../signed-in/use-me.ts';
import { useText } from '../../../text/use-text.ts';
import { Button } from '../../../ui/button.tsx';
import { Dialog } from '../../../ui/dialog/dialog.tsx';
import { FormEnd } from '../../../ui/dialog/form-end.tsx';
import { isConfirmed, TypedConfirmation } from '../../../ui/dialog/typed-confirmation.tsx';
import { CheckField } from '../../../ui/field.tsx';
import { Icon } from '../../../ui/icon.tsx';
import { useSay } from '../../../ui/toast.tsx';
import type { Individual } from '../rows/contact-source.ts';
import { Section } from './panel-parts.tsx';

type PrivacyProps = { readonly person: Individual; readonly onErased: () => void };

/** What a person may ask for: all that is stored about them, and that it goes. */
export function PersonPrivacy({ person, onErased }: PrivacyProps) {
  const { t } = useText();
  const { may } = useMe();
  const say = useSay();
  const [isAsking, setIsAsking] = useState(false);
  const all = useMutation({
    mutationFn: () =>
      dataOf(api.POST('/api/person-exports', { body: { person: person.contact_id } })),
    onSuccess: (data) => {
      const text = JSON.stringify(data, null, 2);
      saveFile('person.json', 'application/json', text);
    },
    onError: say.failed,
  });
  return (
    <Section title={t('contacts.privacy')}>
      <p className="mb-3 text-muted">{t('contacts.privacy_text')}</p>
      <div className="flex flex-wrap gap-2">
        <Button isBusy={all.isPending} onClick={() => all.mutate()}>
          <Icon name="download" className="size-4.5" />
          {t('contacts.export_person')}
        </Button>
        {may('manage') && (
          <Button className="text-bad" onClick={() => setIsAsking(true)}>
            {t('contacts.erase')} …
          </Button>
        )}
      </div>
      {isAsking && (
        <EraseDialog person={person} onClose={() => setIsAsking(false)} onErased={onErased} />
      )}
    </Section>
  );
}

function EraseDialog({
  person,
  onClose,
  onErased,
}: PrivacyProps & { readonly onClose: () => void }) {
  const { t } = useText();
  const say = useSay();
  const client = useQueryClient();
  const [typed, setTyped] = useState('');
  const [exclude, setExclude] = useState(true);
  const word = t('contacts.erase_word');
  const erase = useMutation({
    mutationFn: () =>
      dataOf(api.POST('/api/erasures', { body: { person: person.contact_id, exclude } })),
    onSuccess: async ({ sessions }) => {
      say.done(t('contacts.erased', { count: sessions.length }));
      onErased();
      await client.invalidateQueries({ queryKey: KEYS.book });
    },
  });
  return (
    <Dialog isOpen onClose={onClose} title={t('contacts.erase')} text={t('contacts.erase_text')}>
      <form
        className="flex flex-col gap-4"
        onSubmit={(event) => {
          event.preventDefault();
          if (isConfirmed(word, typed)) erase.mutate();
        }}
      >
        <CheckField
          label={t('contacts.erase_exclude')}
          hint={t('contacts.erase_exclude_hint')}
          checked={exclude}
          onChange={({ target }) => setExclude(target.checked)}
        />
        <TypedConfirmation text={word} value={typed} onChange={setTyped} />
        <FormEnd
          action={t('contacts.erase')}
          sent={erase}
          isUnfinished={!isConfirmed(word, typed)}
          isDanger
          onCancel={onClose}
        />
      </form>
    </Dialog>
  );
}
