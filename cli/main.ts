/** The `waybill` command at a terminal. */
import { settings } from '../config/settings';
import { openDatabase } from '../db/connect';
import { migrate } from '../db/migrate';
import { withPrivateServers } from '../servers/private-servers';
import { Exit } from './exit';
import { runCommand } from './program';

const { DATABASE_URL } = settings;

runCommand(process.argv.slice(2), {
  print: (line) => console.log(line),
  complain: (line) => console.error(line),
  withPool: async (work) => {
    await withPrivateServers(async ({ databaseUrl }) => {
      const url = DATABASE_URL.type.safeParse(databaseUrl);
      if (!url.success) throw new Exit(78, `DATABASE_URL: expected ${DATABASE_URL.type.meta()?.expected}`);
      // This checkout's own database may never have been started before. Others are migrated by whoever runs them.
      if (!process.env.DATABASE_URL) await migrate(url.data);
      const database = openDatabase(url.data, { connections: 1 });
      try {
        await work(database.pool);
      } finally {
        await database.close();
      }
    });
  },
}).then((code) => {
  process.exitCode = code;
});
