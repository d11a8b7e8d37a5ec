/** Draws docs/demo.svg from a terminal's screen on stdin: `tmux capture-pane -e -p | npx tsx bin/docs/draw.ts`. */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { terminalPicture } from './terminal-picture';

const columns = 100;

void text(process.stdin).then((screen) => {
  const path = join(__dirname, '..', '..', 'docs', 'demo.svg');
  writeFileSync(path, terminalPicture(screen, columns));
  console.log(`wrote docs/demo.svg`);
});
