import { API_ROUTES } from '@grabber/contracts/api/routes';
import { expect, it } from 'vitest';
import { parse } from 'yaml';
import { named, render } from '../support/kubernetes/render.ts';
import { readDocument } from '../support/markdown.ts';

const EXAMPLE = render('deploy/kubernetes/overlays/example');
const settings = (app: string): Record<string, string> =>
  named(EXAMPLE, 'ConfigMap', `grabber-${app}-settings`).data;
const DEFAULTS = new Map(
  [...readDocument('.env.example').matchAll(/^#([A-Z_]+)=(.*)$/gm)].map(([, k, v]) => [k, v]),
);
const scaler = named(EXAMPLE, 'HorizontalPodAutoscaler', 'grabber-api').spec;
const engines = named(EXAMPLE, 'ScaledObject', 'grabber-engine').spec;

it('the ingress leads to a port of the API, at the address that clients know, and collects no answer', () => {
  const { metadata, spec } = named(EXAMPLE, 'Ingress', 'grabber-api');
  const [rule] = spec.rules;
  const { name, port } = rule.http.paths[0].backend.service;
  const { ports } = named(EXAMPLE, 'Service', name).spec;
  expect(ports).toContainEqual(expect.objectContaining({ name: port.name }));
  expect([rule.host]).toEqual(spec.tls[0].hosts);
  expect(settings('api').PUBLIC_URL).toBe(`https://${rule.host}`);
  const nginx = (key: string) => metadata.annotations?.[`nginx.ingress.kubernetes.io/${key}`];
  expect(nginx('proxy-buffering')).toBe('off');
  const grabSeconds = Number(DEFAULTS.get('GRAB_TIMEOUT_MS')) / 1_000;
  expect(Number(nginx('proxy-read-timeout'))).toBeGreaterThan(grabSeconds);
  // As in the example of docs/operating.md.
  const [, bodySize] = /client_max_body_size (\w+);/.exec(readDocument('docs/operating.md')) ?? [];
  expect(nginx('proxy-body-size')).toBe(bodySize);
});

it('a budget is about the pods of its name, and leaves room to drain a node', () => {
  for (const app of ['api', 'engine']) {
    const { spec } = named(EXAMPLE, 'PodDisruptionBudget', `grabber-${app}`);
    expect(spec.selector.matchLabels).toEqual({ 'app.kubernetes.io/name': `grabber-${app}` });
  }
  const { minAvailable } = named(EXAMPLE, 'PodDisruptionBudget', 'grabber-api').spec;
  expect(minAvailable).toBeLessThan(scaler.minReplicas);
  expect(named(EXAMPLE, 'PodDisruptionBudget', 'grabber-engine').spec.maxUnavailable).toBe(1);
});

it('there are always two engines, more only by what Prometheus says, and grabs for all their browsers', () => {
  const { minReplicaCount, maxReplicaCount, fallback } = engines;
  expect(minReplicaCount).toBeGreaterThan(1);
  expect(fallback.replicas).toBeGreaterThanOrEqual(minReplicaCount);
  expect(maxReplicaCount).toBeGreaterThan(minReplicaCount);
  const browsers = maxReplicaCount * Number(settings('engine').ENGINE_MAX_BROWSERS);
  const grabs = scaler.minReplicas * Number(settings('api').MAX_DURABLE_GRABS);
  expect(grabs).toBeGreaterThanOrEqual(browsers);
  const [{ type, metadata }] = engines.triggers;
  expect(type).toBe('prometheus');
  // The namespace whose Prometheus is let in.
  expect(metadata.serverAddress).toMatch(/^http:\/\/[\w-]+\.monitoring\.svc:9090$/);
  expect(metadata.query).toContain('grabber_api_sessions_waiting{');
});

it('the adapter counts the requests of each pod, without those of probes and of Prometheus', () => {
  const values = parse(readDocument('deploy/kubernetes/prometheus-adapter-values.yaml'));
  const [{ resources, metricsQuery }] = values.rules.custom;
  expect(Object.keys(resources.overrides)).toEqual(['namespace', 'pod']);
  const { live, ready, metrics } = API_ROUTES;
  const routes = [live, ready, metrics].map(({ path }) => path).join('|');
  expect(metricsQuery).toContain(`{<<.LabelMatchers>>,route!~"${routes}"}`);
  expect(metricsQuery).toMatch(/ by \(<<\.GroupBy>>\)$/);
});

it('the Secret keeps the name by which a monitor finds it', () => {
  const { secretGenerator } = parse(
    readDocument('deploy/kubernetes/overlays/example/kustomization.yaml'),
  );
  const [{ name, options }] = secretGenerator;
  expect(name).toBe('grabber-secrets');
  expect(options).toEqual({ disableNameSuffixHash: true });
});
