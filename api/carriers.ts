/** /v1/carriers: each carrier's agreement and how its binds stand, for operators. */
import { Router } from 'express';
import type { CarrierProfile } from '../carrier/profile';
import type { BindJob } from '../queues/binds';
import { requireScope } from './auth';
import { type Answer, endpoint, reply } from './endpoint';
import { methodNotAllowed } from './method-not-allowed';
import { problem } from './problem';

export interface CarrierRoutes {
  readonly carriers: ReadonlyMap<string, CarrierProfile>;
  /** The binds as they report themselves. Rejects while the queues are away. */
  readonly binds: () => Promise<readonly BindJob[]>;
}

export function carrierRoutes({ carriers, binds }: CarrierRoutes): Router {
  const router = Router();
  router.route('/').get(requireScope('admin'), endpoint(list)).all(methodNotAllowed('GET'));
  return router;

  async function list(): Promise<Answer> {
    const jobs = await binds().catch(() => null);
    if (jobs === null) {
      const headers = { 'Retry-After': '5' };
      return problem('queue_unavailable', 'How the binds stand is in Redis, which is not reachable.', { headers });
    }
    const data = [...carriers.values()].map((carrier) => toCarrierJson(carrier, jobs));
    return reply(200, { object: 'list', data, has_more: false });
  }
}

function toCarrierJson({ name, host, port, bind, tps, window, price }: CarrierProfile, jobs: readonly BindJob[]) {
  const binds = jobs.filter((job) => job.carrier === name).sort((a, b) => a.slot - b.slot);
  return { name, host, port, bind, tps, window, price, binds: binds.map(({ carrier, ...report }) => report) };
}
