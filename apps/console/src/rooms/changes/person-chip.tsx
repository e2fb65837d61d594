import { useQuery } from '@tanstack/react-query';
import { rowQuery } from '../../api/queries.ts';
import { useMasked } from '../../book/phone-number.tsx';
import { useText } from '../../text/use-text.ts';
import { RemovableChip } from '../../ui/chip.tsx';
import { useChangesAddress } from './use-changes-address.ts';

/** The person or group whose history the list is. */
export function PersonChip({ account, row }: { readonly account: string; readonly row: number }) {
  const { t } = useText();
  const { change } = useChangesAddress();
  const masked = useMasked();
  const { data } = useQuery(rowQuery(account, row));
  const name = data ? masked(data.name) : t('changes.row', { id: row });
  return (
    <RemovableChip
      label={t('changes.person_remove', { name })}
      onRemove={() => change({ person: undefined })}
    >
      {name}
    </RemovableChip>
  );
}
