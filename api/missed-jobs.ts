import type { Logger } from 'pino';
import { logged } from '../message/logged-error';

/** Redis being away is told once in this time (ms), not for every message. */
const quiet = 30_000;

/** Logs now and then how many parcels were left to the timer. */
export function missedJobs(logger: Logger, now: () => number = Date.now): (parcels: number, error: unknown) => void {
  let missed = 0;
  let next = 0;
  return (parcels, error) => {
    missed += parcels;
    if (now() < next) return;
    next = now() + quiet;
    logger.warn({ parcels: missed, err: logged(error) }, 'jobs could not be added; the timer will add them');
    missed = 0;
  };
}
