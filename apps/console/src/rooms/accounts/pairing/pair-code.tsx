import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { api, dataOf } from '../../../api/client.ts';
import { KEYS } from '../../../api/keys.ts';
import { statusQuery } from '../../../api/queries.ts';
import { useText } from '../../../text/use-text.ts';
import { Button } from '../../../ui/button.tsx';
import { TextField } from '../../../ui/field.tsx';
import { ErrorNotice } from '../../../ui/notice.tsx';
import { clockText, codeText } from './pair-text.ts';
import { useSecondsLeft } from './use-seconds-left.ts';

/** A code to type on the phone, for phones that cannot scan this screen. */
export function PairCode({ id }: { readonly id: string }) {
  const { t } = useText();
  const client = useQueryClient();
  const [phone, setPhone] = useState('');
  const code = useMutation({
    // A secret: it leaves the cache with the dialog.
    gcTime: 0,
    mutationFn: () =>
      dataOf(
        api.POST('/api/sessions/{id}/pairing-code', {
          params: { path: { id } },
          body: { phone_number: phone },
        }),
      ),
    onSettled: () => void client.invalidateQueries({ queryKey: KEYS.session(id) }),
  });
  return (
    <div className="flex flex-col gap-4">
      <form
        className="flex flex-col gap-3"
        onSubmit={(event) => {
          event.preventDefault();
          code.mutate();
        }}
      >
        <TextField
          label={t('accounts.pair.phone')}
          hint={t('accounts.pair.phone.hint')}
          type="tel"
          dir="ltr"
          autoComplete="off"
          placeholder="+62 812-3456-7890"
          required
          value={phone}
          onChange={(event) => setPhone(event.target.value)}
        />
        <Button type="submit" className="self-start" isBusy={code.isPending}>
          {t(code.data ? 'accounts.pair.another_code' : 'accounts.pair.get_code')}
        </Button>
        <CodesLeft id={id} />
      </form>
      {code.isError && <ErrorNotice error={code.error} />}
      {code.data && <Code code={code.data.code} expiresAt={code.data.expires_at} />}
      <p className="text-sm text-muted">{t('accounts.pair.code_unlinks')}</p>
    </div>
  );
}

const intoView = (element: HTMLElement | null) => element?.scrollIntoView({ block: 'nearest' });

function Code({ code, expiresAt }: { readonly code: string; readonly expiresAt: string }) {
  const { t } = useText();
  const left = useSecondsLeft(expiresAt);
  return (
    <div ref={intoView} className="flex flex-col items-center gap-1 rounded-xl bg-accent-soft p-4">
      <output dir="ltr" className="font-mono text-3xl font-bold tracking-widest select-all">
        {codeText(code)}
      </output>
      <p role="timer" className="text-muted tabular-nums">
        {left > 0
          ? t('accounts.pair.code_left', { left: clockText(left) })
          : t('accounts.pair.code_over')}
      </p>
    </div>
  );
}

/** WhatsApp refuses an account that asks too often, so the API counts. */
function CodesLeft({ id }: { readonly id: string }) {
  const { t, time } = useText();
  const { data: status } = useQuery(statusQuery(id));
  const { left = null, next_at = null } = status?.budget.pairing_codes ?? {};
  if (left === null) return null;
  return (
    <p className="text-sm text-muted">
      {left > 0
        ? t('accounts.pair.codes_left', { count: left })
        : t('accounts.pair.codes_spent', { time: time(next_at) })}
    </p>
  );
}
