import type { PrivateServer } from '../servers/private-server';
import { type Run, removeRun, writeRun } from '../servers/run-file';
import type { PrintLine } from './labelled-output';
import type { ProcfileEntry } from './procfile';
import { untilReady } from './readiness';
import { type ProcessEnd, superviseProcess } from './supervised-process';
import { superviseServer } from './supervised-server';

export interface SupervisedRun {
  url: string;
  port: number;
  databaseUrl: string;
  redisUrl: string;
  /** True when `GET /readyz` said 200 (without a process `web`: at once), false where it was stopped before. */
  ready: Promise<boolean>;
  /** Resolves with the reason when a process cannot go on; the others still run then. */
  gaveUp: Promise<string>;
  /** Ends the processes, then the servers. */
  stop(): Promise<void>;
  /** Kills everything at once. */
  kill(): void;
}

export interface RunSettings {
  root: string;
  processes: ProcfileEntry[];
  env: NodeJS.ProcessEnv;
  print: PrintLine;
  graceMs?: number;
  /** The run's folder, for run.json. */
  directory: string;
  file: Run;
  /** Those that we started and keep alive. */
  servers: PrivateServer[];
}

/** A process that cannot run with the settings it was given says so by this exit code (EX_CONFIG of sysexits.h). */
const WRONG_SETTINGS = 78;
const GRACE_MS = 15_000;

/** Starts all processes, and starts each again that dies; the servers too. */
export function runProcesses({ graceMs = GRACE_MS, ...settings }: RunSettings): SupervisedRun {
  const { directory, file, print } = settings;
  const url = `http://127.0.0.1:${file.port}`;
  const stopping = new AbortController();
  let isReady = false;
  let giveUp: (why: string) => void = () => {};
  const gaveUp = new Promise<string>((resolve) => {
    giveUp = resolve;
  });

  const env = {
    ...settings.env,
    DATABASE_URL: file.database_url,
    REDIS_URL: file.redis_url,
    PORT: `${file.port}`,
  };
  const onDeath = (name: string, end: ProcessEnd) => {
    if (isHopeless(end, isReady)) {
      giveUp(`${name} ended with code ${end.code}${isReady ? '' : ' before Waybill was ready'}`);
      return 'last';
    }
    print(name, `ended (${end.signal ?? `code ${end.code}`}); starting it again`);
    return 'again';
  };
  const processes = settings.processes.map((entry) =>
    superviseProcess({
      entry,
      cwd: settings.root,
      env,
      graceMs,
      onLine: (line) => print(entry.name, line),
      onStart(identity) {
        if (identity !== null) file.pids[entry.name] = identity;
        writeRun(directory, file);
      },
      onDeath: (end) => onDeath(entry.name, end),
    }),
  );
  const servers = settings.servers.map((server) => superviseServer(server, (text) => print('waybill', text)));

  const hasWeb = settings.processes.some(({ name }) => name === 'web');
  const ready = (hasWeb ? untilReady(url, stopping.signal) : Promise.resolve(true)).then((answer) => {
    isReady = answer;
    return answer;
  });

  return {
    url,
    port: file.port,
    databaseUrl: file.database_url,
    redisUrl: file.redis_url,
    ready,
    gaveUp,
    async stop() {
      stopping.abort();
      await Promise.all(processes.map((process) => process.stop()));
      await Promise.all(servers.map((server) => server.stop()));
      removeRun(directory);
    },
    kill() {
      stopping.abort();
      for (const supervised of [...processes, ...servers]) supervised.kill();
      removeRun(directory);
    },
  };
}

/** At the start an error is most likely a wrong setting, which no restart mends; later a crash is worth another life. */
function isHopeless({ code }: ProcessEnd, isReady: boolean): boolean {
  return code === WRONG_SETTINGS || (!isReady && code !== null && code !== 0);
}
