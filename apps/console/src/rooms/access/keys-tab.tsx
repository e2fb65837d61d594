import { useQuery } from '@tanstack/react-query';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { useState } from 'react';
import { keysQuery } from '../../api/queries.ts';
import { useText } from '../../text/use-text.ts';
import { Button } from '../../ui/button.tsx';
import { SecretDialog } from '../../ui/dialog/secret-dialog.tsx';
import { CheckField } from '../../ui/field.tsx';
import { Icon } from '../../ui/icon.tsx';
import { EmptyState, ErrorNotice } from '../../ui/notice.tsx';
import { Loading } from '../../ui/page.tsx';
import { keyState } from './key-facts.ts';
import { KeyForm } from './key-form.tsx';
import { KeyTable } from './key-table.tsx';

/** The API keys: who has one, what it may do, and when it was used. */
export function KeysTab() {
  const { t } = useText();
  const { old = false } = useSearch({ from: '/access' });
  const navigate = useNavigate({ from: '/access' });
  const [isCreating, setIsCreating] = useState(false);
  const [created, setCreated] = useState<string | null>(null);
  const { data, error, refetch } = useQuery(keysQuery);
  const keys = data?.keys ?? [];
  const shown = old ? keys : keys.filter((key) => keyState(key) === 'active');
  return (
    <>
      <div className="flex flex-wrap items-center justify-between gap-3">
        <CheckField
          label={t('access.show_old')}
          checked={old}
          onChange={(event) => void navigate({ search: event.target.checked ? { old: true } : {} })}
        />
        <Button kind="main" onClick={() => setIsCreating(true)}>
          <Icon name="plus" />
          {t('access.create')}
        </Button>
      </div>
      {error && <ErrorNotice error={error} onRetry={() => void refetch()} />}
      {!data && !error && <Loading />}
      {data && shown.length === 0 && (
        <EmptyState icon="access" title={t('access.none')}>
          {t('access.none_text')}
        </EmptyState>
      )}
      {shown.length > 0 && <KeyTable keys={shown} onRotated={setCreated} />}
      {isCreating && <KeyForm onClose={() => setIsCreating(false)} onCreated={setCreated} />}
      {created !== null && (
        <SecretDialog
          title={t('access.created')}
          label={t('access.key')}
          secret={created}
          onClose={() => setCreated(null)}
        >
          {t('access.created_text')}
        </SecretDialog>
      )}
    </>
  );
}
