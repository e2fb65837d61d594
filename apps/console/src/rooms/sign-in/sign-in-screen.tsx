import { useMutation, useQueryClient } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { ME, signIn } from '../../api/me.ts';
import { useText } from '../../text/use-text.ts';
import { Button } from '../../ui/button.tsx';
import { TextField } from '../../ui/field.tsx';
import { ErrorNotice, Notice } from '../../ui/notice.tsx';
import { Card } from '../../ui/page.tsx';

type SignInProps = {
  readonly wasSignedIn: boolean;
  /** The link that was opened is refused. */
  readonly isLinkUsed: boolean;
};

/** By an API key. */
export function SignInScreen({ wasSignedIn, isLinkUsed }: SignInProps) {
  const { t } = useText();
  const client = useQueryClient();
  const [key, setKey] = useState('');
  const byKey = useMutation({ mutationFn: signIn, onSuccess: (me) => client.setQueryData(ME, me) });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    byKey.mutate({ key: key.trim() });
  };
  return (
    <main className="mx-auto flex min-h-dvh max-w-md flex-col justify-center gap-4 p-4">
      <h1 className="flex items-center gap-3 text-xl font-semibold">
        <img src="./icon.svg" alt="" className="size-9" />
        {t('app.name')}
      </h1>
      {isLinkUsed && <Notice tone="warn">{t('sign_in.link_used')}</Notice>}
      {wasSignedIn && !isLinkUsed && <Notice tone="warn">{t('sign_in.ended')}</Notice>}
      <Card>
        <form onSubmit={submit} className="flex flex-col gap-4">
          <p className="text-muted">{t('sign_in.text')}</p>
          <TextField
            label={t('sign_in.key')}
            type="password"
            autoComplete="off"
            spellCheck={false}
            required
            value={key}
            onChange={(event) => setKey(event.target.value)}
          />
          {byKey.isError && <ErrorNotice error={byKey.error} />}
          <Button kind="main" type="submit" isBusy={byKey.isPending}>
            {t('sign_in.submit')}
          </Button>
        </form>
      </Card>
      <p className="text-sm text-muted">{t('sign_in.where')}</p>
    </main>
  );
}
