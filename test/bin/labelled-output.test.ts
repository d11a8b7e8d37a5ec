import { PassThrough } from 'node:stream';
import { labelledOutput } from '../../bin/labelled-output';

function printed(isTTY: boolean, env: NodeJS.ProcessEnv): string {
  const stream = Object.assign(new PassThrough(), { isTTY }) as unknown as NodeJS.WriteStream;
  const print = labelledOutput(['web', 'submit'], stream, env);
  print('web', 'listening');
  print('submit', 'bound');
  return `${(stream as unknown as PassThrough).read()}`;
}

it('puts each line behind its process, aligned', () => {
  expect(printed(false, {})).toBe('web    | listening\nsubmit | bound\n');
});

it('gives each process a colour on a terminal', () => {
  expect(printed(true, {})).toBe('\u001b[36mweb    |\u001b[0m listening\n\u001b[32msubmit |\u001b[0m bound\n');
});

it('leaves colours out when NO_COLOR is set', () => {
  expect(printed(true, { NO_COLOR: '1' })).toBe(printed(false, {}));
});
