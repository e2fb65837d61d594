import type { MissingMember } from '../whatsapp/connection.ts';

/** The message about members that WhatsApp Web lacks, with the reads that need them. */
export function changedMessage(missing: readonly MissingMember[]): string {
  const blocked = ['groups', 'contacts'].filter((kind) =>
    missing.some(({ blocks }) => blocks.some((one) => one === kind)),
  );
  const effect =
    blocked.length > 0
      ? `${blocked.join(' and ')} cannot be read`
      : 'all reads work, some with less detail';
  const names = missing.map(({ name }) => name).join(', ');
  return `WhatsApp Web has changed: ${effect}; missing: ${names}.`;
}
