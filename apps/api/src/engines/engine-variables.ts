import {
  ConfigError,
  integerVariable,
  textVariable,
  type ValuesOf,
} from '@grabber/service-kit/environment';

/** The settings of the engines, a part of the table in config.ts. */
export const ENGINE_VARIABLES = {
  ENGINE_URLS: textVariable({
    fallback: 'http://127.0.0.1:3001',
    about:
      'Address of the engine. Of several: their addresses with commas, or dns+http://name:port for every address of a name.',
  }),
  LEASE_SECONDS: integerVariable({
    fallback: 60,
    min: 5,
    max: 3_600,
    about: 'With several engines: how long one that is away keeps its sessions from the others.',
  }),
  LEASE_MARGIN_SECONDS: integerVariable({
    fallback: 10,
    min: 1,
    max: 3_600,
    about: 'With several engines: how much longer than that another one waits.',
  }),
};

/** Where the engines are. `one`: nothing is placed, and nothing has a lease. */
export type EngineAddresses =
  | { readonly kind: 'one'; readonly url: string }
  | { readonly kind: 'several'; readonly urls: readonly string[] }
  /** Each address of the URL's host name is an engine. */
  | { readonly kind: 'dns'; readonly url: string };

export type EngineSettings = {
  readonly addresses: EngineAddresses;
  readonly leaseSeconds: number;
  readonly marginSeconds: number;
};

/** Throws ConfigError. */
export function engineSettings(values: ValuesOf<typeof ENGINE_VARIABLES>): EngineSettings {
  return {
    addresses: engineAddresses(values.ENGINE_URLS),
    leaseSeconds: values.LEASE_SECONDS,
    marginSeconds: values.LEASE_MARGIN_SECONDS,
  };
}

const BY_NAME = 'dns+';

function engineAddresses(text: string): EngineAddresses {
  const urls = text.split(',').map((url) => url.trim());
  const [first = ''] = urls;
  if (urls.length === 1 && first.startsWith(BY_NAME)) {
    const url = first.slice(BY_NAME.length);
    if (URL.parse(url)?.protocol === 'http:') return { kind: 'dns', url };
    throw refused(text, 'dns+ must be followed by an http address, such as dns+http://engine:3001');
  }
  for (const url of urls) {
    if (!/^https?:$/.test(URL.parse(url)?.protocol ?? ''))
      throw refused(text, `"${url}" is not an http or https address`);
  }
  if (urls.length === 1) return { kind: 'one', url: first };
  if (new Set(urls.map(normalised)).size < urls.length)
    throw refused(text, 'it has the same address twice');
  return { kind: 'several', urls };
}

function normalised(url: string): string {
  return new URL(url).href;
}

function refused(text: string, why: string): ConfigError {
  return new ConfigError([`ENGINE_URLS is "${text}", and ${why}`]);
}
