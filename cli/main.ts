/** The `waybill` command at a terminal. */
import { settings } from '../config/settings';
import { openDatabase } from '../db/connect';
import { Exit } from './exit';
import { runCommand } from './program';

const { DATABASE_URL } = settings;

runCommand(process.argv.slice(2), {
  print: (line) => console.log(line),
  complain: (line) => console.error(line),
  withPool: async (work) => {
    const url = DATABASE_URL.type.safeParse(process.env.DATABASE_URL);
    if (!url.success) throw new Exit(78, `set DATABASE_URL to ${DATABASE_URL.type.meta()?.expected}`);
    const database = openDatabase(url.data, { connections: 1 });
    try {
      await work(database.pool);
    } finally {
      await database.close();
    }
  },
}).then((code) => {
  process.exitCode = code;
});
