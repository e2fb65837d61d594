import type { Schema } from '@grabber/api-client';
import { gapText } from '../../book/gap-text.ts';
import { TextOrNumber } from '../../book/phone-number.tsx';
import { useText } from '../../text/use-text.ts';
import { Notice } from '../../ui/notice.tsx';

type Reason = Schema<'IncompleteReason'>;

/** Why something is missing, in words, with what to do. */
export function GapReasons({ reasons }: { readonly reasons: readonly Reason[] }) {
  const { t } = useText();
  if (reasons.length === 0) return null;
  return (
    <Notice tone="warn" title={t('grabs.gaps')}>
      <ul className="mt-1 flex flex-col gap-2">
        {reasons.map((reason) => (
          <li key={`${reason.code}-${reason.type ?? ''}`}>
            {gapText(t, reason)}
            {reason.type && ` (${t(`grabs.item.${reason.type}`)})`}{' '}
            <code className="text-xs text-muted">{reason.code}</code>
          </li>
        ))}
      </ul>
    </Notice>
  );
}

type ItemsProps = {
  readonly items: readonly Schema<'GrabItemError'>[];
  /** The exact number, while the list ends at a thousand. */
  readonly total: number;
};

/** Each item that could not be read or stored, with its reason. */
export function FailedItems({ items, total }: ItemsProps) {
  const { t, number } = useText();
  if (items.length === 0) return null;
  return (
    <section>
      <h3 className="mb-2 font-semibold">{t('grabs.failed_items', { count: items.length })}</h3>
      {total > items.length && (
        <p className="mb-2 text-sm text-muted">
          {t('grabs.more_failed', { total: number(total) })}
        </p>
      )}
      <ul
        className="max-h-80 divide-y divide-line overflow-y-auto rounded-xl border border-line"
        // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard
        tabIndex={0}
      >
        {withKeys(items).map(({ key, ...item }) => (
          <li key={key} className="px-3 py-2 text-sm">
            <span className="text-muted">{t(`grabs.item.${item.type}`)}</span>{' '}
            <span dir="ltr" className="font-mono break-all">
              <TextOrNumber text={item.contact_id ?? '–'} />
            </span>
            <span className="block break-words">{item.reason}</span>
          </li>
        ))}
      </ul>
    </section>
  );
}

/** The list never changes its order, and may name one item twice. */
function withKeys<Item>(items: readonly Item[]): (Item & { readonly key: number })[] {
  return items.map((item, key) => ({ ...item, key }));
}
