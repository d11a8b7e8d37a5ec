import fc from 'fast-check';
import { type OptOut, optOutWords, readOptOut } from '../../message/opt-out';

const words = Object.entries(optOutWords).flatMap(([language, { stop, start }]) => [
  ...stop.map((word) => ({ language, word, means: 'stop' as OptOut })),
  ...start.map((word) => ({ language, word, means: 'start' as OptOut })),
]);

/** Signs that people, keyboards and quoting put around a word. */
const signs = fc.stringMatching(/^[ \t\n.,!?"'*()–—…«»„“¡¿;:🙏🛑-]{0,6}$/u);

it.each<[text: string, means: OptOut]>([
  ['STOP', 'stop'],
  ['stop', 'stop'],
  ['  Stop. ', 'stop'],
  ['"STOP"', 'stop'],
  ['Stop!!! 🙏', 'stop'],
  ['STOP\r\n', 'stop'],
  ['ＳＴＯＰ', 'stop'],
  ['STOP ALL', 'stop'],
  ['opt-out', 'stop'],
  ['Opt  out', 'stop'],
  ['Unsubscribe', 'stop'],
  ['STOPP', 'stop'],
  ['Kündigen', 'stop'],
  ['ARRÊT', 'stop'],
  ['Arre\u0302t', 'stop'],
  ['Désabonner', 'stop'],
  ['Baja', 'stop'],
  ['¡No más!', 'stop'],
  ['SAIR', 'stop'],
  ['Rezygnuję', 'stop'],
  ['İPTAL', 'stop'],
  ['СТОП', 'stop'],
  ['ΣΤΟΠ', 'stop'],
  ['στόπ', 'stop'],
  ['הסר', 'stop'],
  ['الغاء', 'stop'],
  ['退订', 'stop'],
  ['수신거부', 'stop'],
  ['START', 'start'],
  ['Unstop', 'start'],
  ['ALTA', 'start'],
  ['Wznów', 'start'],
  ['Włącz', 'start'],
  ['Påmelding', 'start'],
])('%j asks to %s', (text, means) => {
  expect(readOptOut(text)).toBe(means);
});

it.each([
  '',
  '   ',
  '...',
  '🙂',
  'YES',
  'please don’t stop',
  'Stop by at ten?',
  'I will stop smoking',
  'stop start',
  'stopwatch',
  'non-stop',
  'Endemol',
  'the end',
  'Bus stop',
  'STOP2',
  'S T O P',
  `STOP ${'!'.repeat(10_000)}x`,
  'STOP '.repeat(50),
])('%j asks for neither', (text) => {
  expect(readOptOut(text)).toBeNull();
});

it.each(words)('$word ($language) means $means, in any case and with any signs around it', ({ word, means }) => {
  fc.assert(
    fc.property(signs, signs, fc.boolean(), (before, after, upper) => {
      const text = before + (upper ? word.toUpperCase() : word) + after;
      expect(readOptOut(text)).toBe(means);
    }),
    { numRuns: 20 },
  );
});

it.each(words)('$word ($language) in a sentence means nothing', ({ word }) => {
  fc.assert(
    fc.property(fc.stringMatching(/^[xqzw]{1,8}$/), fc.boolean(), (other, first) => {
      expect(readOptOut(first ? `${other} ${word}` : `${word} ${other}`)).toBeNull();
      expect(readOptOut(first ? other + word : word + other)).toBeNull();
    }),
    { numRuns: 10 },
  );
});

it('no word means both', () => {
  const meanings = new Map<string, Set<OptOut>>();
  for (const { word, means } of words) meanings.set(word, (meanings.get(word) ?? new Set()).add(means));
  expect([...meanings].filter(([, means]) => means.size > 1)).toEqual([]);
});

it('any text has an answer', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary', maxLength: 100 }), (text) => {
      expect([null, 'stop', 'start']).toContain(readOptOut(text));
    }),
  );
});
