import { useEffect, useState } from 'react';

const SECOND_MS = 1_000;

/** Counts down to a time. 0 when it is over, or not known. */
export function useSecondsLeft(until: string | null): number {
  const [now, setNow] = useState(Date.now);
  useEffect(() => {
    if (until === null) return;
    setNow(Date.now());
    const timer = setInterval(() => setNow(Date.now()), SECOND_MS);
    return () => clearInterval(timer);
  }, [until]);
  if (until === null) return 0;
  return Math.max(0, Math.ceil((Date.parse(until) - now) / SECOND_MS));
}

/** Renders again now and then, so that "3 minutes ago" stays true. */
export function useRenderEvery(ms: number): void {
  const [, setTick] = useState(0);
  useEffect(() => {
    const timer = setInterval(() => setTick((tick) => tick + 1), ms);
    return () => clearInterval(timer);
  }, [ms]);
}
