import type { TestEngine } from './test-engine.ts';

/** The value of one sample of the metrics, as `name{label="x"}`. */
export async function metric(engine: TestEngine, sample: string): Promise<number | undefined> {
  const { text } = await engine.call('GET', '/metrics');
  const line = text.split('\n').find((one) => one.startsWith(`${sample} `));
  return line === undefined ? undefined : Number(line.slice(sample.length));
}
