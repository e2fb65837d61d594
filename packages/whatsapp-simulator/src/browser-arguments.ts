/**
 * Chromium arguments that make `https://web.whatsapp.com` the simulated one: the name resolves to
 * loopback, only this certificate is trusted, and no other name resolves, so nothing leaves the machine.
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
