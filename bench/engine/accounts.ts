import type { AccountSpec } from '@grabber/whatsapp-simulator/account/account-spec';
import { ORDINARY_PERSONS } from '../ordinary-persons.ts';

/** The measured sizes. */
export type AccountSize = {
  readonly name: '1k' | '10k' | '50k' | '2k';
  readonly contacts: number;
  readonly groups: number;
  readonly participants: number;
};

export const ACCOUNT_SIZES: readonly AccountSize[] = [
  { name: '1k', contacts: 1_000, groups: 100, participants: 100 },
  { name: '10k', contacts: 10_000, groups: 500, participants: 200 },
  { name: '50k', contacts: 50_000, groups: 1_000, participants: 100 },
  { name: '2k', contacts: 2_000, groups: 1_000, participants: 1_000 },
];

const SMALLEST_GROUP = 3;

export function scaleSize(size: AccountSize, scale: number): AccountSize {
  return {
    ...size,
    contacts: Math.ceil(size.contacts * scale),
    groups: Math.ceil(size.groups * scale),
    participants: Math.max(SMALLEST_GROUP, Math.ceil(size.participants * scale)),
  };
}

export function specOf({ contacts, groups, participants }: AccountSize): Partial<AccountSpec> {
  return { ...ORDINARY_PERSONS, contacts, groups, participants };
}
