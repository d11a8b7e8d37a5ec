import type { PrivateServer } from '../servers/private-server';
import { keepLiving } from './restarts';

export interface SupervisedServer {
  /** Resolves when it is gone and will not come back. */
  stop(): Promise<void>;
  /** SIGKILL, at once. */
  kill(): void;
}

/** Starts a private server again, on the same data and socket, whenever it dies. */
export function superviseServer(server: PrivateServer, note: (text: string) => void): SupervisedServer {
  const stopping = new AbortController();
  const life = async () => {
    const how = await server.ended();
    if (stopping.signal.aborted) return 'last';
    note(`${server.name} ended (${how}); starting it again`);
    await server.restart().then(
      () => note(`${server.name} is back`),
      (error: Error) => note(error.message),
    );
    return 'again';
  };
  const lives = keepLiving(life, stopping.signal);
  return {
    async stop() {
      stopping.abort();
      await server.stop();
      await lives;
      // A restart that was under way has brought it back.
      await server.stop();
    },
    kill() {
      stopping.abort();
      void server.kill();
    },
  };
}
