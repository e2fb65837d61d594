import { useQuery } from '@tanstack/react-query';
import { keysQuery } from '../../api/queries.ts';
import { useText } from '../../text/use-text.ts';

/** The name of a key by its id. ADMIN_API_KEY and the command line have no id. */
export function useKeyNames(): (id: string) => string {
  const { t } = useText();
  const { data } = useQuery(keysQuery);
  return (id) => {
    if (id === 'admin') return t('access.admin_key');
    return data?.keys.find(({ key_id }) => key_id === id)?.name ?? `${id.slice(0, 8)} …`;
  };
}
