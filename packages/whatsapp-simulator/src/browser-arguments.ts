/**
 * Chromium arguments for the simulated `https://web.whatsapp.com`. The name resolves to loopback
 * and only the simulator's certificate is trusted. No other name resolves, so nothing leaves the
 * machine.
 */
export function browserArguments(httpsPort: number, spki: string): string[] {
  const target = `127.0.0.1:${httpsPort}`;
  const rules = [
    `MAP web.whatsapp.com ${target}`,
    `MAP *.whatsapp.net ${target}`,
    'MAP * ~NOTFOUND',
    'EXCLUDE 127.0.0.1',
  ];
  return [
    `--host-resolver-rules=${rules.join(', ')}`,
    `--ignore-certificate-errors-spki-list=${spki}`,
  ];
}
