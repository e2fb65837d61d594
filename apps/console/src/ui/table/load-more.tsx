import { useText } from '../../text/use-text.ts';
import { Button } from '../button.tsx';

/** A query of pages, as TanStack Query answers it. */
type Pages = {
  readonly hasNextPage: boolean;
  readonly isFetchingNextPage: boolean;
  readonly fetchNextPage: () => unknown;
};

/** Below a list: fetches its next page. Shows nothing when there is no further page. */
export function LoadMore({ pages }: { readonly pages: Pages }) {
  const { t } = useText();
  if (!pages.hasNextPage) return null;
  return (
    <Button
      className="self-center"
      isBusy={pages.isFetchingNextPage}
      onClick={() => void pages.fetchNextPage()}
    >
      {t('action.load_more')}
    </Button>
  );
}
