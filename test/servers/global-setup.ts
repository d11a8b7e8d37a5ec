import { openTestServers } from './test-servers-owner';

/** jest, before the first test file. */
export default async function globalSetup(): Promise<void> {
  await openTestServers();
}
