import { Gauge, type Registry } from 'prom-client';

const PREFIX = 'grabber_api_';

type StoredGauge = {
  readonly name: string;
  readonly help: string;
} & (
  | { readonly label?: undefined; readonly count: () => Promise<number> }
  /** One series for each key of the answer. */
  | { readonly label: string; readonly count: () => Promise<Readonly<Record<string, number>>> }
);

/** A gauge that the database answers at each scrape. Without the database it has no series, and the scrape goes on. */
export function addStoredGauge(
  register: Registry,
  { name, help, label, count }: StoredGauge,
): void {
  new Gauge({
    name: `${PREFIX}${name}`,
    help,
    labelNames: label === undefined ? [] : [label],
    registers: [register],
    async collect() {
      const counted = await count().catch(() => null);
      // Not 0, which would say that all is well.
      if (label === undefined) this.remove();
      else this.reset();
      if (typeof counted === 'number') this.set(counted);
      else if (label !== undefined)
        for (const [key, value] of Object.entries(counted ?? {})) this.set({ [label]: key }, value);
    },
  });
}
