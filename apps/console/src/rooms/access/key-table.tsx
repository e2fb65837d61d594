import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { useSessions } from '../../api/sessions.ts';
import { useText } from '../../text/use-text.ts';
import { IconButton } from '../../ui/button.tsx';
import { Icon } from '../../ui/icon.tsx';
import { Menu, MenuItem } from '../../ui/menu.tsx';
import { Pill, type Tone } from '../../ui/notice.tsx';
import { type Column, SimpleTable } from '../../ui/table/simple-table.tsx';
import { RevokeDialog, RotateDialog } from './key-dialogs.tsx';
import { type ApiKey, type KeyState, keyState } from './key-facts.ts';

const TONES: Readonly<Record<KeyState, Tone>> = {
  active: 'good',
  expired: 'warn',
  revoked: 'plain',
};

type TableProps = {
  readonly keys: readonly ApiKey[];
  /** With the new key, to be shown once. */
  readonly onRotated: (key: string) => void;
};

type Asking = { readonly key: ApiKey; readonly what: 'rotate' | 'revoke' };

export function KeyTable({ keys, onRotated }: TableProps) {
  const { t } = useText();
  const [asking, setAsking] = useState<Asking | null>(null);
  const columns = useColumns((key, what) => setAsking({ key, what }));
  const close = () => setAsking(null);
  return (
    <>
      <SimpleTable
        label={t('access.tab.keys')}
        columns={columns}
        rows={keys}
        keyOf={({ key_id }) => key_id}
      />
      {asking?.what === 'rotate' && (
        <RotateDialog apiKey={asking.key} onClose={close} onRotated={onRotated} />
      )}
      {asking?.what === 'revoke' && <RevokeDialog apiKey={asking.key} onClose={close} />}
    </>
  );
}

function useColumns(ask: (key: ApiKey, what: Asking['what']) => void): Column<ApiKey>[] {
  const { t, ago, language, time } = useText();
  const list = new Intl.ListFormat(language, { type: 'unit' });
  return [
    {
      title: t('access.column.name'),
      cell: ({ name, prefix, workspace }) => (
        <>
          <bdi className="font-medium">{name}</bdi>
          <span className="block text-sm text-muted">
            <code dir="ltr">{prefix}…</code> · <bdi>{workspace}</bdi>
          </span>
        </>
      ),
    },
    {
      title: t('access.column.state'),
      cell: (key) => <Pill tone={TONES[keyState(key)]}>{t(`access.state.${keyState(key)}`)}</Pill>,
    },
    {
      title: t('access.column.scopes'),
      cell: ({ scopes }) => list.format(scopes.map((scope) => t(`access.scope.${scope}`))),
    },
    { title: t('access.column.limits'), cell: (key) => <Limits apiKey={key} /> },
    {
      title: t('access.column.expires'),
      cell: ({ expires_at }) => (expires_at ? time(expires_at) : t('access.expiry.never')),
    },
    {
      title: t('access.column.used'),
      cell: ({ last_used_at }) => (last_used_at ? ago(last_used_at) : t('access.never_used')),
    },
    {
      title: t('access.column.more'),
      cell: (key) => <KeyMenu apiKey={key} ask={(what) => ask(key, what)} />,
    },
  ];
}

function Limits({ apiKey }: { readonly apiKey: ApiKey }) {
  const { t } = useText();
  const { nameOf } = useSessions();
  const { allowed_addresses: addresses, session_ids: sessions } = apiKey;
  if (!addresses && !sessions) return <span className="text-muted">{t('access.no_limits')}</span>;
  return (
    <>
      {sessions && (
        <span className="block">
          <bdi>{sessions.map(nameOf).join(', ')}</bdi>
        </span>
      )}
      {addresses && (
        <span className="block font-mono text-sm">
          <bdi>{addresses.join(', ')}</bdi>
        </span>
      )}
    </>
  );
}

type MenuProps = { readonly apiKey: ApiKey; readonly ask: (what: Asking['what']) => void };

function KeyMenu({ apiKey, ask }: MenuProps) {
  const { t } = useText();
  const isActive = keyState(apiKey) === 'active';
  return (
    <span className="flex items-center gap-1">
      <Link
        to="/access"
        search={{ tab: 'audit', key: apiKey.key_id }}
        className="text-sm whitespace-nowrap text-accent-text underline underline-offset-3"
      >
        {t('access.tab.audit')}
      </Link>
      {isActive && (
        <Menu
          trigger={
            <IconButton label={t('access.menu', { name: apiKey.name })}>
              <Icon name="more" />
            </IconButton>
          }
        >
          <MenuItem onChoose={() => ask('rotate')}>{t('access.rotate')}</MenuItem>
          <MenuItem isDanger onChoose={() => ask('revoke')}>
            {t('access.revoke')}
          </MenuItem>
        </Menu>
      )}
    </span>
  );
}
