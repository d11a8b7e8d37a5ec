import { signalGroup } from '../servers/owned-process';
import { runInShell, type ShellSettings } from './shell-command';

export interface OnceSettings extends ShellSettings {
  /** Ends it early. */
  signal?: AbortSignal | undefined;
}

/** Runs a shell command to its end. @returns how it ended: "code 0", "SIGTERM" */
export async function runOnce(command: string, settings: OnceSettings): Promise<string> {
  const child = runInShell(command, settings);
  const { signal } = settings;
  const abort = () => {
    if (child.pid !== undefined) signalGroup(child.pid, 'SIGTERM');
  };
  signal?.addEventListener('abort', abort, { once: true });
  const end = await new Promise<string>((resolve) => {
    child.once('error', (error) => resolve(error.message));
    child.once('close', (code, killedBy) => resolve(killedBy ?? `code ${code}`));
  });
  signal?.removeEventListener('abort', abort);
  return end;
}
