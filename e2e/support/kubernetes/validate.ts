import { ScaledObject } from '@kubernetes-models/keda/keda.sh/v1alpha1/ScaledObject';
import { PrometheusRule } from '@kubernetes-models/prometheus-operator/monitoring.coreos.com/v1/PrometheusRule';
import { ServiceMonitor } from '@kubernetes-models/prometheus-operator/monitoring.coreos.com/v1/ServiceMonitor';
import { DaemonSet } from 'kubernetes-models/apps/v1/DaemonSet';
import { Deployment } from 'kubernetes-models/apps/v1/Deployment';
import { StatefulSet } from 'kubernetes-models/apps/v1/StatefulSet';
import { HorizontalPodAutoscaler } from 'kubernetes-models/autoscaling/v2/HorizontalPodAutoscaler';
import { Ingress } from 'kubernetes-models/networking.k8s.io/v1/Ingress';
import { NetworkPolicy } from 'kubernetes-models/networking.k8s.io/v1/NetworkPolicy';
import { PodDisruptionBudget } from 'kubernetes-models/policy/v1/PodDisruptionBudget';
import { ConfigMap } from 'kubernetes-models/v1/ConfigMap';
import { Namespace } from 'kubernetes-models/v1/Namespace';
import { Secret } from 'kubernetes-models/v1/Secret';
import { Service } from 'kubernetes-models/v1/Service';
import { ServiceAccount } from 'kubernetes-models/v1/ServiceAccount';
import type { Manifest } from './render.ts';

/** Each has the validator of the JSON schema of its API version. */
const KINDS = [
  ...[ConfigMap, DaemonSet, Deployment, HorizontalPodAutoscaler, Ingress, Namespace, NetworkPolicy],
  ...[PodDisruptionBudget, PrometheusRule, ScaledObject, Secret, Service, ServiceAccount],
  ...[ServiceMonitor, StatefulSet],
];

/**
 * What is wrong with a manifest by the schema of its API version. The schemas take unknown fields, and a cluster drops
 * them or refuses the manifest: here a field that the validator did not look at is wrong, too.
 */
export function problemsOf(manifest: Manifest): string[] {
  const { apiVersion, kind } = manifest;
  const model = KINDS.find((one) => one.apiVersion === apiVersion && one.kind === kind);
  if (!model) return [`There is no schema of ${apiVersion} ${kind}`];
  const seen = new Set<string>();
  try {
    model.prototype.validate.call(watched(manifest, '', seen) as never);
  } catch (error) {
    return [(error as Error).message];
  }
  const unknown = pathsIn(manifest, '').filter((path) => !seen.has(path));
  return unknown.map((path) => `${path} is no field of ${apiVersion} ${kind}`);
}

/** The same object, which notes the path of each field that is read. */
function watched(value: unknown, path: string, seen: Set<string>): unknown {
  if (typeof value !== 'object' || value === null) return value;
  return new Proxy(value, {
    get(target, key) {
      const found: unknown = Reflect.get(target, key);
      if (typeof key === 'symbol') return found;
      seen.add(`${path}/${key}`);
      return watched(found, `${path}/${key}`, seen);
    },
  });
}

function pathsIn(value: unknown, path: string): string[] {
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, inner]) => [
    `${path}/${key}`,
    ...pathsIn(inner, `${path}/${key}`),
  ]);
}
