/** The `waybill` command at a terminal. */
import { openDatabase } from '../db/connect';
import { Exit } from './exit';
import { runCommand } from './program';

const databaseUrl = process.env.DATABASE_URL;

runCommand(process.argv.slice(2), {
  print: (line) => console.log(line),
  complain: (line) => console.error(line),
  withPool: async (work) => {
    if (!databaseUrl) throw new Exit(78, 'DATABASE_URL is not set: set it to mysql://user:password@host:port/database');
    const database = openDatabase(databaseUrl, { connections: 1 });
    try {
      await work(database.pool);
    } finally {
      await database.close();
    }
  },
}).then((code) => {
  process.exitCode = code;
});
