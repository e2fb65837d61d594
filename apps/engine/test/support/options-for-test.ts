import type { Simulator } from '@grabber/whatsapp-simulator';
import type { PageOptions } from '@grabber/whatsapp-simulator/page-options';
import { onTestFinished } from 'vitest';

/** Options of all pages, until the running test ends. */
export async function setOptionsForTest(
  { control }: Simulator,
  options: Partial<PageOptions>,
): Promise<void> {
  const before = await control.setOptions({});
  const names = Object.keys(options) as (keyof PageOptions)[];
  const usual = Object.fromEntries(names.map((name) => [name, before[name]]));
  onTestFinished(async () => void (await control.setOptions(usual)));
  await control.setOptions(options);
}
