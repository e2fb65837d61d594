/**
 * The hosts that WhatsApp Web loads from: its own, and those of its maker for pictures and media. A host that
 * is not here does not resolve, also for Chromium's own services (updates, accounts, safe browsing), and
 * neither do addresses, so private networks and metadata services are out of reach.
 */
const WHATSAPP_HOSTS = [
  'whatsapp.com',
  '*.whatsapp.com',
  '*.whatsapp.net',
  '*.facebook.com',
  '*.fbcdn.net',
  '*.fbsbx.com',
] as const;

/** Whether WhatsApp Web loads from this host. */
export function isWhatsAppHost(host: string): boolean {
  const name = host.toLowerCase();
  return WHATSAPP_HOSTS.some((one) =>
    one.startsWith('*.') ? name.endsWith(one.slice(1)) : name === one,
  );
}

const RULES = '--host-resolver-rules=';
const PROXY_SERVER = '--proxy-server=';
const RELAY_HOST = '127.0.0.1';
/** Chromium asks no proxy for loopback. */
const NOWHERE = 'https://127.0.0.1:1/';
const OWN_NETWORK = /^--proxy-(pac-url|auto-detect)/;
const PROXY_VARIABLES = ['http_proxy', 'https_proxy', 'all_proxy'];

/** All connections go through the relay, those to loopback too. They come last: nothing else may lead around it. */
export function relayArguments(port: number | null): string[] {
  if (port === null) return [];
  return [`--proxy-server=http://${RELAY_HOST}:${port}`, '--proxy-bypass-list=<-loopback>'];
}

/**
 * Chromium's arguments that bound what it reaches. `args` are the operator's: their own resolver rules, or a
 * proxy script, replace ours. The proxies that they or the environment name stay reachable.
 */
export function networkArguments(
  args: readonly string[],
  environment: Readonly<Record<string, string>>,
): string[] {
  const isReplaced = args.some((arg) => arg.startsWith(RULES) || OWN_NETWORK.test(arg));
  const proxies = [...argumentProxies(args), ...environmentProxies(environment)];
  const hosts = [...WHATSAPP_HOSTS, ...proxies.flatMap(hostsOf)];
  const rules = ['MAP * ~NOTFOUND', ...hosts.map((host) => `EXCLUDE ${host}`)];
  return [
    ...(isReplaced ? [] : [`${RULES}${rules.join(', ')}`]),
    // A call of the page would send UDP past the rules and past a proxy.
    '--force-webrtc-ip-handling-policy=disable_non_proxied_udp',
    '--webrtc-ip-handling-policy=disable_non_proxied_udp',
    // What puppeteer's own arguments leave on.
    '--disable-domain-reliability',
    '--disable-background-networking',
    '--no-pings',
    '--disable-features=DnsOverHttps,AutofillServerCommunication,CertificateTransparencyComponentUpdater,OptimizationHints,OptimizationGuideModelDownloading,MediaRouter,NetworkTimeServiceQuerying',
    // No switch stops these calls, but a proxy must not get them: nothing listens there.
    `--component-updater=url-source=${NOWHERE}`,
    `--gaia-url=${NOWHERE}`,
  ];
}

function argumentProxies(args: readonly string[]): string[] {
  const values = args.filter((arg) => arg.startsWith(PROXY_SERVER));
  return values.map((arg) => arg.slice(PROXY_SERVER.length));
}

function environmentProxies(environment: Readonly<Record<string, string>>): string[] {
  const names = PROXY_VARIABLES.flatMap((name) => [name, name.toUpperCase()]);
  return names.flatMap((name) => environment[name] ?? []);
}

/** `https=http://one:3128;socks5://two` has the hosts `one` and `two`. */
function hostsOf(value: string): string[] {
  return value.split(/[;,]/).flatMap((entry) => {
    const address = entry.trim().replace(/^[a-z]+=/, '');
    const url = URL.parse(address.includes('://') ? address : `http://${address}`);
    return url?.hostname || [];
  });
}
