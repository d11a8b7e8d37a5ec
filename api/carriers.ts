/** /v1/carriers: each carrier's agreement, how its binds stand, and whether it is held; for operators. */
import { Router } from 'express';
import type { Pool } from 'mysql2/promise';
import type { CarrierProfile } from '../carrier/profile';
import { pausedCarriers, setPaused } from '../db/carrier-states';
import type { BindJob } from '../queues/binds';
import { requireScope } from './auth';
import { type Answer, endpoint, reply } from './endpoint';
import { methodNotAllowed } from './method-not-allowed';
import { notFound, problem } from './problem';

export interface CarrierRoutes {
  readonly pool: Pool;
  readonly carriers: ReadonlyMap<string, CarrierProfile>;
  /** The binds as they report themselves. Rejects while the queues are away. */
  readonly binds: () => Promise<readonly BindJob[]>;
}

export function carrierRoutes({ pool, carriers, binds }: CarrierRoutes): Router {
  const router = Router();
  router.route('/').get(requireScope('admin'), endpoint(list)).all(methodNotAllowed('GET'));
  for (const [path, at] of [
    ['/:name/pause', () => new Date()],
    ['/:name/resume', () => null],
  ] as const) {
    router
      .route(path)
      .post(
        requireScope('admin'),
        endpoint((req) => hold(String(req.params.name), at())),
      )
      .all(methodNotAllowed('POST'));
  }
  return router;

  /** Submit processes hear of it within a second. What is on the wire goes on; so do receipts. */
  async function hold(name: string, at: Date | null): Promise<Answer> {
    const carrier = carriers.get(name);
    if (!carrier) return notFound('carrier');
    await setPaused(pool, name, at);
    const jobs = await binds().catch(() => []);
    return reply(200, toCarrierJson(carrier, jobs, (await pausedCarriers(pool)).get(name)));
  }

  async function list(): Promise<Answer> {
    const jobs = await binds().catch(() => null);
    if (jobs === null) {
      const headers = { 'Retry-After': '5' };
      return problem('queue_unavailable', 'How the binds stand is in Redis, which is not reachable.', { headers });
    }
    const paused = await pausedCarriers(pool);
    const data = [...carriers.values()].map((carrier) => toCarrierJson(carrier, jobs, paused.get(carrier.name)));
    return reply(200, { object: 'list', data, has_more: false });
  }
}

function toCarrierJson(
  { name, host, port, bind, tps, window, price }: CarrierProfile,
  jobs: readonly BindJob[],
  pausedAt: Date | undefined,
) {
  const binds = jobs.filter((job) => job.carrier === name).sort((a, b) => a.slot - b.slot);
  return {
    name,
    host,
    port,
    bind,
    tps,
    window,
    price,
    paused_at: pausedAt?.toISOString() ?? null,
    binds: binds.map(({ carrier, ...report }) => report),
  };
}
