import { runProcess } from '../../config/process';
import { openDatabase } from '../../db/connect';
import { startTimer } from './timer';

void runProcess('timer', async ({ settings, carriers, routes, log }) => {
  const database = openDatabase(settings.databaseUrl, { connections: settings.dbConnections });
  const timer = await startTimer(
    { carriers, routes },
    database,
    {
      redisUrl: settings.redisUrl,
      periods: {
        parcels: settings.timerParcels,
        deadlines: settings.timerDeadlines,
        orphans: settings.timerOrphans,
        carriers: settings.timerCarriers,
        inbound: settings.timerInbound,
      },
      repair: settings.timerRepair,
      bindLease: settings.bindLock,
      parcelReview: settings.parcelReview,
      orphanReview: settings.orphanReview,
      inboundReassembly: settings.inboundReassembly,
    },
    log,
  );
  return {
    async close() {
      await timer.close();
      await database.close();
    },
  };
});
