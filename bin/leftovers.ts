import { setTimeout as sleep } from 'node:timers/promises';
import { signalGroup } from '../servers/owned-process';
import { isAlive } from '../servers/process-identity';
import { readRun, removeRun } from '../servers/run-file';

const GRACE_MS = 5_000;
const POLL_MS = 50;

/**
 * Ends what a killed run left behind. The kernel has sent its processes SIGTERM already; those that did not heed it
 * within some seconds are killed. A process is known by its pid and the moment it began, so no stranger is hit.
 * @returns the names of those that were still there
 */
export async function endLeftovers(directory: string, graceMs = GRACE_MS): Promise<string[]> {
  const left = Object.entries(readRun(directory)?.pids ?? {}).filter(([, identity]) => isAlive(identity));
  for (const [, { pid }] of left) signalGroup(pid, 'SIGTERM');
  const deadline = Date.now() + graceMs;
  while (left.some(([, identity]) => isAlive(identity)) && Date.now() < deadline) await sleep(POLL_MS);
  for (const [, identity] of left) if (isAlive(identity)) signalGroup(identity.pid, 'SIGKILL');
  removeRun(directory);
  return left.map(([name]) => name);
}
