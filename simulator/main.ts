import { readCommandLine } from './cli';
import { reportStats } from './report';
import { startSimulator } from './simulator';

async function main(): Promise<void> {
  const { quiet, stats, ...options } = readCommandLine(process.argv.slice(2));
  const simulator = await startSimulator({ ...options, log: quiet ? () => {} : console.log });
  const stopReports = reportStats(simulator, stats, console.log);
  const end = (): void => {
    stopReports();
    void simulator.close();
  };
  process.on('SIGTERM', end).on('SIGINT', end);
  console.log(`simulator listening on ${simulator.host}:${simulator.port}`);
}

main().catch((error: unknown) => {
  console.error(`simulator: ${error instanceof Error ? error.message : String(error)}`);
  process.exitCode = 1;
});
