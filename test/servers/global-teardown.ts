import { closeTestServers } from './test-servers-owner';

/** jest, after the last test file. */
export default async function globalTeardown(): Promise<void> {
  await closeTestServers();
}
