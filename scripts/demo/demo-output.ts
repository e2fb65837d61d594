import { styleText } from 'node:util';

type GrabData = {
  readonly groups: readonly unknown[];
  readonly contacts: readonly unknown[];
  readonly total_groups: number;
  readonly total_contacts: number;
  readonly saved_count: number;
  readonly updated_count: number;
  readonly unchanged_count: number;
  readonly removed_count: number;
  readonly failed_count: number;
  readonly queries_sent: number;
  readonly complete: boolean;
};

export type Expected = { readonly contacts: number; readonly groups: number };

/** One step of the demo, with the time it took. */
export async function step<T>(title: string, work: () => Promise<T>): Promise<T> {
  const start = performance.now();
  process.stdout.write(`  ${title} … `);
  const result = await work();
  const seconds = ((performance.now() - start) / 1000).toFixed(1);
  process.stdout.write(`${styleText('green', 'done')} ${styleText('dim', `${seconds} s`)}\n`);
  return result;
}

/** The summary for people. Throws when the grab does not match the account. */
export function printSummary(grab: GrabData, expected: Expected, milliseconds: number): void {
  const rows: [string, string][] = [
    ['groups', `${grab.total_groups} of ${expected.groups}`],
    ['contacts', `${grab.total_contacts} of ${expected.contacts}`],
    ['new', `${grab.saved_count}`],
    ['seen before', `${grab.updated_count} (${grab.unchanged_count} unchanged)`],
    ['gone', `${grab.removed_count}`],
    ['unreadable', `${grab.failed_count}`],
    ['asked WhatsApp', `${grab.queries_sent} times`],
    ['complete', grab.complete ? 'yes' : 'no'],
    ['time', `${(milliseconds / 1000).toFixed(2)} s, from request to last byte`],
  ];
  const lines = rows.map(([label, value]) => `  ${label.padEnd(15)} ${value}`);
  process.stdout.write(`\n${lines.join('\n')}\n\n`);
  if (grab.total_groups !== expected.groups || grab.total_contacts !== expected.contacts) {
    throw new Error('The grab does not match the account.');
  }
}

/** The counters of the answer, without its rows, as one line of JSON. */
export function countersLine(grab: GrabData): string {
  const { groups: _groups, contacts: _contacts, ...counters } = grab;
  return JSON.stringify(counters);
}
