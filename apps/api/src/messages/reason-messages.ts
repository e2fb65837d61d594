import type { IncompleteReason } from '@grabber/contracts/engine/reading';
import type { Language, Phrase } from './language.ts';

const HELD_BACK: Readonly<Record<NonNullable<IncompleteReason['type']>, Phrase>> = {
  group: { id: 'grup', en: 'groups' },
  contact: { id: 'kontak', en: 'contacts' },
  participant: { id: 'anggota grup', en: 'members of a group' },
};

/** The message of why a grab is incomplete. What the engine says stays in its English. */
export function reasonMessage(
  { code, type = 'contact', message }: IncompleteReason,
  language: Language,
): string {
  if (code !== 'REMOVAL_HELD_BACK') return message;
  const what = HELD_BACK[type][language];
  return {
    id: `Terlalu banyak ${what} hilang sekaligus. Semuanya tetap aktif sampai daftar lengkap berikutnya, minimal 10 menit kemudian, juga tidak memuatnya. Jika memang sudah tidak ada, ulangi dengan confirm_removals=true.`,
    en: `Too many ${what} are missing at once. They stay active until a complete listing at least 10 minutes later misses them, too. If they are gone, grab again with confirm_removals=true.`,
  }[language];
}
