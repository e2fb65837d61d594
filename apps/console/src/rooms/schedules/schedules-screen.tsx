import { useText } from '../../text/use-text.ts';
import { EmptyState } from '../../ui/notice.tsx';
import { Page } from '../../ui/page.tsx';

export function SchedulesScreen() {
  const { t } = useText();
  return (
    <Page title={t('nav.schedules')}>
      <EmptyState icon="schedules" title={t('state.none')} />
    </Page>
  );
}
