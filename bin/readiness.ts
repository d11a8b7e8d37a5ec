import { get } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';

const POLL_MS = 100;

/** Asks `GET /readyz` until it says 200. @returns false where `stop` came first */
export async function untilReady(url: string, stop: AbortSignal): Promise<boolean> {
  while (!stop.aborted) {
    if ((await statusOf(`${url}/readyz`, stop)) === 200) return true;
    await sleep(POLL_MS, undefined, { signal: stop }).catch(() => {});
  }
  return false;
}

/** The status of an answer, 0 without one. Not by `fetch`, which refuses ports that other protocols are known for. */
function statusOf(url: string, signal: AbortSignal): Promise<number> {
  return new Promise((resolve) => {
    get(url, { signal, agent: false }, (response) => {
      response.resume();
      resolve(response.statusCode ?? 0);
    }).on('error', () => resolve(0));
  });
}
