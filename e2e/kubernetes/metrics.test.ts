import { expect, it } from 'vitest';
import { parse } from 'yaml';
import { named, render } from '../support/kubernetes/render.ts';
import { readDocument, sections } from '../support/markdown.ts';

const EXAMPLE = render('deploy/kubernetes/overlays/example');
// Tests of both services compare this document with what they register.
const DOCUMENT = readDocument('docs/metrics.md');
const REGISTERED = new Set(
  [...DOCUMENT.matchAll(/^\| `((?:grabber|process|nodejs)_\w+)`/gm)].map(([, name]) => name),
);

type Rule = {
  readonly alert: string;
  readonly expr: string;
  readonly for?: string;
  readonly labels: { readonly severity: string };
  readonly annotations: Record<string, string>;
};
const RULES = named(EXAMPLE, 'PrometheusRule', 'grabber').spec.groups[0].rules as Rule[];
const [TRIGGER] = named(EXAMPLE, 'ScaledObject', 'grabber-engine').spec.triggers;
const [ADAPTER] = parse(readDocument('deploy/kubernetes/prometheus-adapter-values.yaml')).rules
  .custom;

it('the alerts are those of docs/metrics.md, in their order', () => {
  const table = sections(DOCUMENT).find(({ heading }) => heading === 'Alerts')?.body ?? '';
  const rows = table
    .split('\n')
    .filter((line) => /^\| .*`/.test(line))
    .map((line) => line.split(/(?<!\\)\|/).map((cell) => cell.trim().replaceAll('\\|', '|')));
  expect(rows.length).toBeGreaterThan(10);
  expect(
    RULES.map((rule) => [rule.annotations.summary?.toLowerCase(), rule.expr, rule.for]),
  ).toEqual(
    rows.map(([, name, expression, wait]) => [
      name?.toLowerCase(),
      expression?.replaceAll('`', ''),
      wait === '–' ? undefined : wait?.replace(' min', 'm'),
    ]),
  );
  expect(new Set(RULES.map(({ alert }) => alert)).size).toBe(RULES.length);
  expect(new Set(RULES.map(({ labels }) => labels.severity))).toEqual(
    new Set(['critical', 'warning']),
  );
});

it('the runbook has a symptom for each alert, and names no other', () => {
  const rows = readDocument('docs/operating/runbook.md')
    .split('\n')
    .filter((line) => line.startsWith('|'))
    .slice(2)
    .map((line) => line.split(/(?<!\\)\|/).map((cell) => cell.trim()));
  for (const [, symptom, , , action] of rows) {
    expect(symptom).not.toBe('');
    expect(action, symptom).not.toBe('');
  }
  const named = rows.map(([, , alert]) => alert?.toLowerCase()).filter((alert) => alert !== '–');
  const alerts = RULES.map(({ annotations }) => annotations.summary?.toLowerCase());
  expect([...new Set(named)].sort()).toEqual(alerts.sort());
  for (const { annotations } of RULES)
    expect(annotations.runbook).toBe('docs/operating/runbook.md');
});

it('every metric in rules and scalers is one that a service registers', () => {
  const texts = [...RULES.map(({ expr }) => expr), TRIGGER.metadata.query, ADAPTER.seriesQuery];
  const names = texts.flatMap((text) => text.match(/\b(?:grabber|process|nodejs)_\w+\b/g) ?? []);
  expect(names.length).toBeGreaterThan(RULES.length);
  expect(names.filter((name) => !REGISTERED.has(name))).toEqual([]);
});

it('the autoscaler of the API reads what the adapter makes of a metric of the API', () => {
  const { metrics } = named(EXAMPLE, 'HorizontalPodAutoscaler', 'grabber-api').spec;
  expect(metrics[0].pods.metric.name).toBe(ADAPTER.name.as);
  expect(metrics[1]).toMatchObject({ type: 'Resource', resource: { name: 'cpu' } });
});

it('the scaler of the engines counts on the browsers that one engine may run, in its namespace', () => {
  const { data } = named(EXAMPLE, 'ConfigMap', 'grabber-engine-settings');
  expect(TRIGGER.metadata.threshold).toBe(data.ENGINE_MAX_BROWSERS);
  // No answer of the services must not count as no browser.
  expect(TRIGGER.metadata.ignoreNullValues).toBe('false');
  expect(TRIGGER.metadata.query).not.toContain('vector(0)');
  const { namespace } = named(EXAMPLE, 'StatefulSet', 'grabber-engine').metadata;
  const namespaces = TRIGGER.metadata.query.match(/namespace="(\w+)"/g);
  expect(new Set(namespaces)).toEqual(new Set([`namespace="${namespace}"`]));
});
