/**
 * The demo: brings up all of Waybill beside a carrier simulator, sends a batch whose numbers ask for every fate a message
 * can have, shows it on its way, and judges where each message ended.
 */
import { join, relative } from 'node:path';
import type { SupervisedRun } from '../bin/supervised-run';
import { runDirectory } from '../servers/checkout';
import { aborted, bringUp, type Down, failure, type Up } from './bring-up';
import { openDisplay } from './display';
import type { DemoOptions } from './options';
import { perform, type Stage } from './performance';
import { openProcessLogs, type ProcessLogs } from './process-logs';
import { addressLines } from './report';
import { screenOn } from './screen';
import { seconds } from './typography';

export interface DemoSettings {
  readonly root: string;
  readonly options: DemoOptions;
  readonly out: NodeJS.WriteStream;
  /** Ctrl-C: end everything in order. */
  readonly stop: AbortSignal;
  /** Gets each run as soon as it has begun, so that a second Ctrl-C can kill it. */
  readonly onRun: (run: SupervisedRun) => void;
}

/** As shells have it: 128 and SIGINT. */
const INTERRUPTED = 130;

/** @returns the exit code: 0 only where every message ended as its number asks */
export async function demo({ root, options, out, stop, onRun }: DemoSettings): Promise<number> {
  const stage = stageOn(out);
  const logs = openProcessLogs(join(runDirectory('demo', root), 'log'));
  try {
    const { paint } = stage.screen;
    stage.say('', ` ${paint('bold', 'Waybill')}  all of it on this machine, with a carrier simulator.`);
    stage.say(`          ${paint('dim', `The processes' logs are in ${relative(root, logs.directory)}/`)}`, '');
    stage.display.note('Starting Redis, MariaDB, the simulator and the processes of the Procfile …');
    const began = Date.now();
    const up = await bringUp({ root, logs, note: stage.display.note, stop, onRun });
    if (up.kind === 'down') return stop.aborted ? INTERRUPTED : explain(up, logs, stage);
    stage.display.note(`Ready after ${seconds(Date.now() - began)}: ${up.run.url}`);
    return await attend(up, options, logs, stage, stop);
  } finally {
    await logs.close();
  }
}

/** Performs while all processes live, stays up unless asked not to, and stops everything. */
async function attend(
  up: Up,
  options: DemoOptions,
  logs: ProcessLogs,
  stage: Stage,
  stop: AbortSignal,
): Promise<number> {
  const { run, api, key } = up;
  const over = new AbortController();
  let down: Down | null = null;
  void run.gaveUp.then((why) => {
    down = failure(why, logs);
    over.abort();
  });
  const end = AbortSignal.any([stop, over.signal]);
  try {
    const { good, batchId } = await perform(api, run.url, options.messages, stage, end);
    if (!options.exit) {
      stage.say('', ...addressLines(run.url, key, batchId, stage.screen.paint));
      await aborted(end);
    }
    return down === null ? (good ? 0 : 1) : explain(down, logs, stage);
  } catch (error) {
    stage.display.close();
    if (stop.aborted) return INTERRUPTED;
    return explain(down ?? { kind: 'down', why: messageOf(error), log: [] }, logs, stage);
  } finally {
    stage.say('', ` ${stage.screen.paint('dim', 'Stopping …')}`);
    await run.stop();
    stage.say(` ${stage.screen.paint('dim', 'Stopped; the data stay in .waybill/demo/')}`);
  }
}

/** Says why the demo can't go on, with the last lines of the process that failed. @returns the exit code */
function explain({ why, log }: Down, logs: ProcessLogs, { say, screen }: Stage): number {
  const lines = log.map((line) => `   ${line}`);
  say('', ` ${screen.paint('bad', '✘')} The demo cannot go on: ${why}.`, ...lines);
  if (lines.length > 0) say(` All of it: ${logs.directory}`);
  return 1;
}

function stageOn(out: NodeJS.WriteStream): Stage {
  const screen = screenOn(out, process.env);
  return { screen, display: openDisplay(screen), say: (...lines) => out.write(`${lines.join('\n')}\n`) };
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
