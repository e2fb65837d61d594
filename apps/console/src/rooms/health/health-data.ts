import type { Schema } from '@grabber/api-client';
import { useQuery } from '@tanstack/react-query';
import { useEffect, useMemo, useState } from 'react';
import { ApiFailure, type ErrorBody } from '../../api/api-failure.ts';
import { api, dataOf } from '../../api/client.ts';
import { KEYS } from '../../api/keys.ts';
import { parseMetrics } from './prometheus.ts';
import { type Reading, withReading } from './samples.ts';

export type Health = Schema<'Health'>;

const LOOK_AGAIN_MS = 10_000;

const offline = (cause: unknown): never => {
  throw ApiFailure.offline(cause);
};

/** The health with its parts. An API that cannot serve answers 503 with the same body. */
export function useHealth() {
  return useQuery({
    queryKey: [...KEYS.health, 'ready'],
    refetchInterval: LOOK_AGAIN_MS,
    queryFn: async (): Promise<Health> => {
      const { data, error, response } = await api.GET('/health/ready').catch(offline);
      const health = data ?? (error as Partial<Health> | undefined);
      if (health?.status) return health as Health;
      throw ApiFailure.of(response, (error ?? {}) as ErrorBody);
    },
  });
}

/** The metrics of the API's process, for the global key alone. */
export function useMetrics(isAllowed: boolean) {
  const { data, error, dataUpdatedAt } = useQuery({
    queryKey: [...KEYS.health, 'metrics'],
    enabled: isAllowed,
    refetchInterval: LOOK_AGAIN_MS,
    queryFn: async () => {
      const answer = await api.GET('/metrics', { parseAs: 'text' }).catch(offline);
      if (answer.data !== undefined) return answer.data as string;
      throw ApiFailure.of(answer.response, {});
    },
  });
  const metrics = useMemo(() => (data === undefined ? null : parseMetrics(data)), [data]);
  const [readings, setReadings] = useState<readonly Reading[]>([]);
  useEffect(() => {
    if (metrics) setReadings((before) => withReading(before, metrics, dataUpdatedAt));
  }, [metrics, dataUpdatedAt]);
  return { metrics, readings, error };
}

/** Budgets and self-checks of the accounts, and to those who may see it the installation's numbers. */
export function useSystem() {
  return useQuery({
    queryKey: [...KEYS.health, 'system'],
    refetchInterval: LOOK_AGAIN_MS,
    queryFn: () => dataOf(api.GET('/api/system')),
  });
}
