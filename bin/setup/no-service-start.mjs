// @ts-check
import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';

/** Debian's packages ask this program before they start their service (invoke-rc.d(8)); 101 means "forbidden". */
const POLICY = '/usr/sbin/policy-rc.d';
const OURS = '# Put here by Waybill while it installs packages; remove it if that is long over.';

/**
 * Runs `work` while packages may not start services. A policy that somebody else put there is left alone; one of ours
 * that a killed set-up left behind is taken away.
 * @template T
 * @param {() => Promise<T>} work
 * @param {string} [policy] the file, for tests
 * @returns {Promise<T>}
 */
export async function withoutServiceStart(work, policy = POLICY) {
  const foreign = existsSync(policy) && !readFileSync(policy, 'utf8').includes(OURS);
  if (foreign) return await work();
  writeFileSync(policy, `#!/bin/sh\n${OURS}\nexit 101\n`, { mode: 0o755 });
  try {
    return await work();
  } finally {
    rmSync(policy, { force: true });
  }
}
