import pino, { type Logger } from 'pino';
import { logged } from '../message/logged-error';
import { type Carriers, readCarriers } from './carriers';
import { ConfigError } from './config-error';
import { readSettings, type Settings } from './settings';

/** What a process is given to put itself together. */
export interface ProcessConfig extends Carriers {
  readonly settings: Settings;
  readonly log: Logger;
}

/** EX_CONFIG of sysexits.h: starting again won't help before somebody mends the configuration. */
const badConfiguration = 78;

/**
 * Runs one process: reads the configuration, starts it, and on SIGTERM or SIGINT closes it in order and exits 0. A wrong setting
 * or carriers file is said on stderr, each fault with its place, and nothing starts.
 */
export async function runProcess(
  name: string,
  start: (config: ProcessConfig) => Promise<{ close(): Promise<void> }>,
): Promise<void> {
  const config = read(name);
  const { log, settings } = config;
  try {
    const running = await start(config);
    log.info('started');
    await stopSignal();
    log.info('stopping');
    // What hangs is cut off: everything that was acknowledged is committed, the rest is done again by whoever comes next.
    setTimeout(() => process.exit(1), settings.shutdownGrace * 2 + 1000).unref();
    await running.close();
    process.exit(0);
  } catch (error) {
    log.fatal({ err: error }, 'the process ends');
    process.exit(1);
  }
}

function read(name: string): ProcessConfig {
  try {
    const settings = readSettings(process.env);
    const carriers = readCarriers(settings.carriersFile, process.env);
    // Written in the background: a line of the log must not hold up a request. What is left is written at exit.
    const output = pino.destination({ sync: false });
    return {
      ...carriers,
      settings,
      log: pino({ name, level: settings.logLevel, serializers: { err: logged } }, output),
    };
  } catch (error) {
    if (!(error instanceof ConfigError)) throw error;
    process.stderr.write(`${error.message}\n`);
    process.exit(badConfiguration);
  }
}

function stopSignal(): Promise<void> {
  return new Promise((resolve) => {
    process.once('SIGTERM', () => resolve());
    process.once('SIGINT', () => resolve());
  });
}
