import { runProcess } from '../../config/process';
import { openDatabase } from '../../db/connect';
import { startSubmit } from './submit';

void runProcess('submit', async ({ settings, carriers, routes, log }) => {
  const database = openDatabase(settings.databaseUrl, { connections: settings.dbConnections });
  const submit = await startSubmit(
    { carriers, routes },
    database,
    {
      redisUrl: settings.redisUrl,
      lanes: settings.ledgerLanes,
      concurrency: settings.submitConcurrency,
      bindLease: settings.bindLock,
      shutdownGrace: settings.shutdownGrace,
      orphanReview: settings.orphanReview,
      parcelReview: settings.parcelReview,
    },
    log,
  );
  return {
    async close() {
      await submit.close();
      await database.close();
    },
  };
});
