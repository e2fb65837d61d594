/**
 * The path below which the screens of a page are. The base tag says where a proxy serves the console. A browser that opens
 * the API itself, past the proxy, has the same page at the root.
 */
export function routerBase(base: string, path: string): string {
  return `${path}/`.startsWith(base) ? base : '/';
}
