/** A browser that can be launched, and its settings. */
export type FoundBrowser = {
  readonly executablePath: string;
  /** `shell` for chrome-headless-shell, which has no other mode. */
  readonly headless: true | 'shell';
  /** Added to the environment of its processes. */
  readonly environment: Readonly<Record<string, string>>;
  readonly source: 'configured' | 'system' | 'packaged';
};
