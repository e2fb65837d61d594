import type { Variable } from '@grabber/service-kit/environment';

/** A receiver in the operator's own network. Without a port: any. */
export type AllowedHost = { readonly host: string; readonly port: number | null };

/** Names and addresses with or without a port, separated by commas. */
export function allowedHostsVariable(about: string): Variable<readonly AllowedHost[]> {
  return {
    about,
    fallback: [],
    parse: (text) => text.split(',').map((part) => parseHost(part.trim())),
  };
}

/** The host in the form that URLs have it. An IPv6 address with a port is in brackets. */
function parseHost(text: string): AllowedHost {
  const isBareV6 = /^[0-9a-f:.]*:[0-9a-f:.]*:[0-9a-f:.]*$/i.test(text);
  const url = URL.parse(isBareV6 ? `ws://[${text}]` : `ws://${text}`);
  const port = /^[^/?#@]+:(\d+)$/.exec(isBareV6 ? '' : text)?.[1];
  // A text with a path, a user or a wildcard is more than a host.
  if (!url?.hostname || /[/?#@*\\\s]/.test(text) || port === '0') {
    throw new Error(`must hold hosts like crm.local or 10.0.0.5:8080, and holds "${text}"`);
  }
  const host = url.hostname.replace(/^\[|\]$/g, '');
  return { host, port: port === undefined ? null : Number(port) };
}
