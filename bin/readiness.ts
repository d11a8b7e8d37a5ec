import { setTimeout as sleep } from 'node:timers/promises';

const POLL_MS = 100;

/** Asks `GET /readyz` until it says 200. @returns false where `stop` came first */
export async function untilReady(url: string, stop: AbortSignal): Promise<boolean> {
  while (!stop.aborted) {
    const status = await fetch(`${url}/readyz`, { signal: stop }).then(
      async (response) => {
        await response.arrayBuffer();
        return response.status;
      },
      () => 0,
    );
    if (status === 200) return true;
    await sleep(POLL_MS, undefined, { signal: stop }).catch(() => {});
  }
  return false;
}
