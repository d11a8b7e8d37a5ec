/** `node dist/db/main.js` brings the schema up to date; the launcher runs it before the processes. */
import { ConfigError } from '../config/config-error';
import { readSettings } from '../config/settings';
import { migrate } from './migrate';

migrateOnce().catch((error: unknown) => {
  process.stderr.write(
    `${error instanceof ConfigError ? error.message : `the schema could not be brought up to date: ${String(error)}`}\n`,
  );
  process.exitCode = error instanceof ConfigError ? 78 : 1; // 78: EX_CONFIG of sysexits
});

async function migrateOnce(): Promise<void> {
  await migrate(readSettings(process.env).databaseUrl);
}
