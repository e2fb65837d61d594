import type { MissingMember } from '../whatsapp/connection.ts';

/** Says what WhatsApp Web lacks, and which reads cannot do without it. */
export function changedMessage(missing: readonly MissingMember[]): string {
  const blocked = ['groups', 'contacts'].filter((kind) =>
    missing.some(({ blocks }) => blocks.some((one) => one === kind)),
  );
  const effect =
    blocked.length > 0
      ? `${blocked.join(' and ')} cannot be read`
      : 'everything can be read, some of it with less detail';
  const names = missing.map(({ name }) => name).join(', ');
  return `WhatsApp Web has changed: ${effect}; missing: ${names}.`;
}
