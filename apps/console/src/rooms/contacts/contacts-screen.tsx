import { useText } from '../../text/use-text.ts';
import { EmptyState } from '../../ui/notice.tsx';
import { Page } from '../../ui/page.tsx';

export function ContactsScreen() {
  const { t } = useText();
  return (
    <Page title={t('nav.contacts')}>
      <EmptyState icon="contacts" title={t('state.none')} />
    </Page>
  );
}
