import type { SupervisedRun } from '../bin/supervised-run';
import { createAdminKey } from './account';
import { type ApiClient, apiClient } from './api-client';
import type { ProcessLogs } from './process-logs';
import { startSystem } from './system';

export interface Up {
  readonly kind: 'up';
  readonly run: SupervisedRun;
  readonly key: string;
  readonly api: ApiClient;
}

export interface Down {
  readonly kind: 'down';
  readonly why: string;
  /** The last lines of the process that failed. */
  readonly log: readonly string[];
}

export interface Surroundings {
  readonly root: string;
  readonly logs: ProcessLogs;
  readonly note: (text: string) => void;
  readonly stop: AbortSignal;
  /** Gets each run as soon as it has begun, so that a second Ctrl-C can kill it. */
  readonly onRun: (run: SupervisedRun) => void;
}

const ATTEMPTS = 3;

/**
 * Starts everything and gets a key. Another start on this machine may take our port between its choice and its use: then
 * it is tried again on another one, unless PORT asks for this one.
 * @throws where a private server doesn't start
 */
export async function bringUp(surroundings: Surroundings): Promise<Up | Down> {
  const { logs, note, root, stop, onRun } = surroundings;
  for (let attempt = 1; ; attempt++) {
    const start = await startSystem(root, logs, note, stop);
    if (start.kind === 'failed') return { ...start, kind: 'down' };
    const { run } = start;
    onRun(run);
    const gaveUp = run.gaveUp.then((why) => failure(why, logs));
    const greeting = greet(run, logs, stop).catch((error: Error) => failure(error.message, logs));
    const outcome = await Promise.race([greeting, gaveUp]);
    if (outcome.kind === 'up') return outcome;
    await run.stop();
    const mayMove = isPortTaken(outcome) && !process.env.PORT && attempt < ATTEMPTS && !stop.aborted;
    if (!mayMove) return outcome;
    note(`port ${run.port} was taken meanwhile; starting again`);
  }
}

const NOT_OURS = 'another Waybill answers on our port';

/** All that has to happen before the API is ready takes a few seconds, on a busy machine some more. */
const READY_WITHIN_MS = 90_000;

async function greet(run: SupervisedRun, logs: ProcessLogs, stop: AbortSignal): Promise<Up | Down> {
  const ready = await Promise.race([run.ready, aborted(AbortSignal.any([stop, AbortSignal.timeout(READY_WITHIN_MS)]))]);
  if (!ready) return failure(`web was not ready within ${READY_WITHIN_MS / 1000} seconds`, logs);
  const key = await createAdminKey(run.databaseUrl);
  const api = apiClient(run.url, key, stop);
  if (await api.knowsUs()) return { kind: 'up', run, key, api };
  return { kind: 'down', why: NOT_OURS, log: [] };
}

/** @param why as the supervisor says it: the name of the process that failed comes first */
export function failure(why: string, logs: ProcessLogs): Down {
  const [name = ''] = why.split(' ');
  return { kind: 'down', why, log: logs.tail(name) };
}

function isPortTaken({ why, log }: Down): boolean {
  return why === NOT_OURS || log.some((line) => line.includes('EADDRINUSE'));
}

/** Resolves with false when it is time to stop. */
export function aborted(stop: AbortSignal): Promise<false> {
  return new Promise((resolve) => {
    if (stop.aborted) resolve(false);
    stop.addEventListener('abort', () => resolve(false), { once: true });
  });
}
