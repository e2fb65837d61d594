import { useText } from '../../text/use-text.ts';
import { EmptyState } from '../../ui/notice.tsx';
import { Page } from '../../ui/page.tsx';

export function WebhooksScreen() {
  const { t } = useText();
  return (
    <Page title={t('nav.webhooks')}>
      <EmptyState icon="webhooks" title={t('state.none')} />
    </Page>
  );
}
