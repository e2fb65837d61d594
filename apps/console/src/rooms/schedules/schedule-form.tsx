import { useMutation, useQueryClient } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { api, dataOf } from '../../api/client.ts';
import { KEYS } from '../../api/keys.ts';
import type { Session } from '../../api/sessions.ts';
import { useText } from '../../text/use-text.ts';
import { Dialog } from '../../ui/dialog/dialog.tsx';
import { FormEnd } from '../../ui/dialog/form-end.tsx';
import { CheckField, SelectField, TextField } from '../../ui/field.tsx';
import { useSay } from '../../ui/toast.tsx';
import { bodyOf, type Draft, draftOf, freshDraft, KINDS, type Schedule } from './schedule-draft.ts';
import { WhenFields } from './when-fields.tsx';

type FormProps = {
  readonly sessions: readonly Session[];
  /** The account that is chosen already. */
  readonly session: string | undefined;
  /** Null: a new one. */
  readonly schedule: Schedule | null;
  readonly onClose: () => void;
};

const browserZone = () => Intl.DateTimeFormat().resolvedOptions().timeZone;

/** Creates a schedule, or changes one. */
export function ScheduleForm({ sessions, session, schedule, onClose }: FormProps) {
  const { t } = useText();
  const [id, setId] = useState(schedule?.session_id ?? session ?? sessions[0]?.session_id ?? '');
  const [draft, setDraft] = useState(() =>
    schedule ? draftOf(schedule) : freshDraft(browserZone()),
  );
  const save = useSave(id, schedule, onClose);
  const change = (changed: Partial<Draft>) => setDraft({ ...draft, ...changed });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    save.mutate(draft);
  };
  const isUnfinished = draft.rhythm === 'daily' && draft.days?.length === 0;
  return (
    <Dialog
      isOpen
      mustBeClosed
      onClose={onClose}
      title={t(schedule ? 'schedules.edit' : 'schedules.create')}
    >
      <form onSubmit={submit} className="flex flex-col gap-4">
        {!schedule && (
          <SelectField
            label={t('grabs.account')}
            value={id}
            choices={sessions.map((one) => ({ value: one.session_id, label: one.session_name }))}
            onChange={(event) => setId(event.target.value)}
          />
        )}
        <SelectField
          label={t('grabs.what')}
          value={draft.kind}
          choices={KINDS.map((value) => ({ value, label: t(`grabs.kind.${value}`) }))}
          onChange={(event) => change({ kind: event.target.value as Draft['kind'] })}
        />
        <WhenFields draft={draft} change={change} />
        <Rules draft={draft} change={change} />
        <FormEnd
          action={t(schedule ? 'action.save' : 'schedules.create')}
          sent={save}
          isUnfinished={isUnfinished}
          onCancel={onClose}
        />
      </form>
    </Dialog>
  );
}

function useSave(id: string, schedule: Schedule | null, onClose: () => void) {
  const { t } = useText();
  const say = useSay();
  const client = useQueryClient();
  return useMutation({
    mutationFn: (draft: Draft) => {
      const body = bodyOf(draft);
      if (!schedule) {
        const params = { path: { id } };
        return dataOf(api.POST('/api/sessions/{id}/schedules', { params, body }));
      }
      const params = { path: { id, scheduleId: schedule.schedule_id } };
      return dataOf(api.PATCH('/api/sessions/{id}/schedules/{scheduleId}', { params, body }));
    },
    onSuccess: () => {
      say.done(t('schedules.saved'));
      void client.invalidateQueries({ queryKey: KEYS.schedules(id) });
      onClose();
    },
  });
}

type RulesProps = { readonly draft: Draft; readonly change: (changed: Partial<Draft>) => void };

function Rules({ draft, change }: RulesProps) {
  const { t } = useText();
  return (
    <>
      <CheckField
        label={t('schedules.has_quiet')}
        hint={t('schedules.quiet_hint')}
        checked={draft.hasQuiet}
        onChange={(event) => change({ hasQuiet: event.target.checked })}
      />
      {draft.hasQuiet && (
        <div className="grid grid-cols-2 gap-3">
          <TextField
            label={t('schedules.quiet_from')}
            type="time"
            required
            value={draft.quietFrom}
            onChange={(event) => change({ quietFrom: event.target.value })}
          />
          <TextField
            label={t('schedules.quiet_to')}
            type="time"
            required
            value={draft.quietTo}
            onChange={(event) => change({ quietTo: event.target.value })}
          />
        </div>
      )}
      <TextField
        label={t('schedules.spread_minutes')}
        hint={t('schedules.spread_hint')}
        type="number"
        min={0}
        max={720}
        required
        value={draft.spread}
        onChange={(event) => change({ spread: event.target.value })}
      />
      <CheckField
        label={t('grabs.refresh')}
        hint={t('schedules.refresh_hint')}
        checked={draft.refresh}
        onChange={(event) => change({ refresh: event.target.checked })}
      />
    </>
  );
}
