import { once } from 'node:events';
import { connect } from 'node:net';
import express from 'express';
import { listen } from '../../api/server';

function slowApp() {
  const app = express();
  let finish = () => {};
  const asked = new Promise<void>((resolve) => {
    app.get('/slow', (_req, res) => {
      finish = () => res.send('done');
      resolve();
    });
  });
  return { app, asked, finish: () => finish() };
}

it('lets a request under way finish, then is closed, kept-alive connections and all', async () => {
  const { app, asked, finish } = slowApp();
  const listening = await listen(app, 0, '127.0.0.1');
  const url = `http://127.0.0.1:${listening.port}/slow`;
  const answer = fetch(url);
  await asked;
  const closed = listening.close(60_000);
  await expect(fetch(url)).rejects.toThrow();
  finish();
  expect(await (await answer).text()).toBe('done');
  await closed;
});

it('ends those that take longer than the grace', async () => {
  const { app, asked } = slowApp();
  const listening = await listen(app, 0, '127.0.0.1');
  const socket = connect(listening.port, '127.0.0.1');
  socket.write('GET /slow HTTP/1.1\r\nHost: a\r\n\r\n');
  await asked;
  const gone = once(socket, 'close');
  await listening.close(0);
  await gone;
});

it('says when its port is taken', async () => {
  const listening = await listen(express(), 0, '127.0.0.1');
  await expect(listen(express(), listening.port, '127.0.0.1')).rejects.toThrow('EADDRINUSE');
  await listening.close(0);
});
