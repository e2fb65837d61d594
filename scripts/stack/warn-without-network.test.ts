import { expect, it } from 'vitest';
import { warningWithoutNetwork } from './warn-without-network.ts';

it('says what a machine without a network lacks, and nothing on one that has it', async () => {
  const failing = async () => {
    throw Object.assign(new Error('getaddrinfo'), { code: 'EAI_AGAIN' });
  };
  expect(await warningWithoutNetwork(failing)).toMatch(
    /^web\.whatsapp\.com is not found \(EAI_AGAIN\)\. Check the network/,
  );
  expect(await warningWithoutNetwork(async () => 'an address')).toBeUndefined();
});
