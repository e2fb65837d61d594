import {
  addressRangesVariable,
  integerVariable,
  type ValuesOf,
} from '@grabber/service-kit/environment';
import { allowedHostsVariable } from './allowed-hosts.ts';

/** The settings of webhooks, a part of the table in config.ts. */
export const WEBHOOK_VARIABLES = {
  WEBHOOK_ALLOWED_NETWORKS: addressRangesVariable({
    about:
      'Private addresses that webhooks may be sent to, as 10.0.0.5 or 192.168.0.0/16, with commas. Unset: none.',
  }),
  WEBHOOK_ALLOWED_HOSTS: allowedHostsVariable(
    'Receivers in your own network, as crm.local or 10.0.0.5:8080, with commas. Unset: none.',
  ),
  WEBHOOK_TIMEOUT_MS: integerVariable({
    fallback: 15_000,
    min: 100,
    max: 60_000,
    about: 'How long the receiver of a webhook may take for its answer.',
  }),
  WEBHOOK_RETENTION_DAYS: integerVariable({
    fallback: 7,
    min: 4,
    max: 365,
    about: 'Days after which the events of webhooks and the log of their deliveries are deleted.',
  }),
  MAX_WEBHOOKS_PER_WORKSPACE: integerVariable({
    fallback: 20,
    min: 0,
    max: 1_000,
    about: 'Webhooks that a workspace may have.',
  }),
  MAX_WEBHOOK_EVENTS_PER_WORKSPACE: integerVariable({
    fallback: 1_000_000,
    min: 1_000,
    max: 100_000_000,
    about: 'Events that are kept for the webhooks of a workspace; the oldest go first.',
  }),
};

export function webhookSettings(values: ValuesOf<typeof WEBHOOK_VARIABLES>) {
  return {
    allowed: {
      networks: values.WEBHOOK_ALLOWED_NETWORKS,
      hosts: values.WEBHOOK_ALLOWED_HOSTS,
    },
    timeoutMs: values.WEBHOOK_TIMEOUT_MS,
    retentionDays: values.WEBHOOK_RETENTION_DAYS,
    maxEvents: values.MAX_WEBHOOK_EVENTS_PER_WORKSPACE,
  };
}
