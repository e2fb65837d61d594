import { useQuery } from '@tanstack/react-query';
import { api, dataOf } from '../../api/client.ts';
import { KEYS } from '../../api/keys.ts';
import { useText } from '../../text/use-text.ts';
import { ErrorNotice } from '../../ui/notice.tsx';
import { Card, Loading, Page } from '../../ui/page.tsx';

export function AccountsScreen() {
  const { t } = useText();
  const { data, error, refetch } = useQuery({
    queryKey: KEYS.sessions,
    queryFn: () => dataOf(api.GET('/api/sessions')),
  });
  return (
    <Page title={t('nav.accounts')}>
      {error && <ErrorNotice error={error} onRetry={() => void refetch()} />}
      {!data && !error && <Loading />}
      {data?.sessions.map((session) => (
        <Card key={session.session_id}>
          <bdi>{session.session_name}</bdi> {session.status}
        </Card>
      ))}
    </Page>
  );
}
