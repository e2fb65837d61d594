import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { type FormEvent, useState } from 'react';
import { api, dataOf } from '../../api/client.ts';
import { KEYS } from '../../api/keys.ts';
import { statusQuery } from '../../api/queries.ts';
import type { Session } from '../../api/sessions.ts';
import { useText } from '../../text/use-text.ts';
import { Dialog } from '../../ui/dialog/dialog.tsx';
import { FormEnd } from '../../ui/dialog/form-end.tsx';
import { CheckField, SelectField } from '../../ui/field.tsx';
import { Notice } from '../../ui/notice.tsx';
import { useSay } from '../../ui/toast.tsx';

const KINDS = ['all', 'contacts', 'groups'] as const;
type Kind = (typeof KINDS)[number];

type StartProps = {
  readonly sessions: readonly Session[];
  /** The account that is chosen already. */
  readonly session: string | undefined;
  readonly onClose: () => void;
};

/** Queues a grab in the background and opens it. */
export function StartGrabDialog({ sessions, session, onClose }: StartProps) {
  const { t } = useText();
  const [id, setId] = useState(session ?? firstConnected(sessions));
  const [kind, setKind] = useState<Kind>('all');
  const [refresh, setRefresh] = useState(false);
  const [confirms, setConfirms] = useState(false);
  const start = useStart(id, onClose);
  const chosen = sessions.find(({ session_id }) => session_id === id);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    start.mutate({ kind, refresh, confirm_removals: confirms });
  };
  return (
    <Dialog isOpen onClose={onClose} title={t('grabs.start')} text={t('grabs.start_text')}>
      <form onSubmit={submit} className="flex flex-col gap-4">
        <SelectField
          label={t('grabs.account')}
          value={id}
          choices={sessions.map((one) => ({ value: one.session_id, label: one.session_name }))}
          onChange={(event) => {
            setId(event.target.value);
            setRefresh(false);
          }}
        />
        {chosen && chosen.status !== 'connected' && (
          <Notice tone="warn">{t('grabs.not_connected')}</Notice>
        )}
        <SelectField
          label={t('grabs.what')}
          value={kind}
          choices={KINDS.map((value) => ({ value, label: t(`grabs.kind.${value}`) }))}
          onChange={(event) => setKind(event.target.value as Kind)}
        />
        <RefreshField id={id} isChecked={refresh} onChange={setRefresh} />
        <CheckField
          label={t('grabs.confirm_removals')}
          hint={t('grabs.confirm_removals_hint')}
          checked={confirms}
          onChange={(event) => setConfirms(event.target.checked)}
        />
        <FormEnd action={t('grabs.start')} sent={start} onCancel={onClose} />
      </form>
    </Dialog>
  );
}

const firstConnected = (sessions: readonly Session[]) =>
  (sessions.find(({ status }) => status === 'connected') ?? sessions[0])?.session_id ?? '';

function useStart(id: string, onClose: () => void) {
  const { t } = useText();
  const say = useSay();
  const client = useQueryClient();
  const navigate = useNavigate({ from: '/grabs' });
  return useMutation({
    mutationFn: (body: { kind: Kind; refresh: boolean; confirm_removals: boolean }) =>
      dataOf(api.POST('/api/sessions/{id}/grabs', { params: { path: { id } }, body })),
    onSuccess: ({ grab_id, joined }) => {
      say.done(t(joined ? 'grabs.joined' : 'grabs.queued'));
      void client.invalidateQueries({ queryKey: KEYS.grabs(id) });
      void client.invalidateQueries({ queryKey: KEYS.allGrabs() });
      onClose();
      void navigate({ search: (before) => ({ ...before, grab: grab_id, of: id }) });
    },
  });
}

type RefreshProps = {
  readonly id: string;
  readonly isChecked: boolean;
  readonly onChange: (isChecked: boolean) => void;
};

/** With what is left of the budget, because WhatsApp sees each refresh. */
function RefreshField({ id, isChecked, onChange }: RefreshProps) {
  const { t, time } = useText();
  const { data } = useQuery({
    ...statusQuery(id),
    enabled: id !== '',
  });
  const budget = data?.budget.refreshes;
  const isSpent = budget?.left === 0;
  const left =
    budget &&
    (isSpent
      ? t('grabs.refresh_spent', { time: time(budget.next_at) })
      : budget.left !== null && t('grabs.refresh_left', { count: budget.left }));
  return (
    <CheckField
      label={t('grabs.refresh')}
      hint={[t('grabs.refresh_hint'), left].filter(Boolean).join(' ')}
      checked={isChecked && !isSpent}
      disabled={isSpent}
      onChange={(event) => onChange(event.target.checked)}
    />
  );
}
