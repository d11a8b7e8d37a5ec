import fc from 'fast-check';
import { cutText, planText, type TextOptions } from '../../message/text';

const options: TextOptions = { encoding: 'auto', smart: false, longMessages: 'udh8', maxSegments: 255 };
const plan = (body: string, more: Partial<TextOptions> = {}) => {
  const planning = planText(body, { ...options, ...more });
  if (!planning.ok) throw new Error(planning.error.code);
  return planning.plan;
};
const problem = (body: string, more: Partial<TextOptions> = {}) => {
  const planning = planText(body, { ...options, ...more });
  return planning.ok ? null : planning.error.code;
};

it.each([
  ['1 letter', 'a', 'gsm7', 1, 1],
  ['160 letters', 'a'.repeat(160), 'gsm7', 1, 160],
  ['161 letters', 'a'.repeat(161), 'gsm7', 2, 161],
  ['306 letters', 'a'.repeat(306), 'gsm7', 2, 306],
  ['307 letters', 'a'.repeat(307), 'gsm7', 3, 307],
  ['80 euro signs', '€'.repeat(80), 'gsm7', 1, 160],
  ['81 euro signs', '€'.repeat(81), 'gsm7', 2, 162],
  ['an escape across the border', `${'a'.repeat(152)}€${'a'.repeat(152)}`, 'gsm7', 3, 306],
  ['70 Cyrillic letters', 'я'.repeat(70), 'ucs2', 1, 70],
  ['71 Cyrillic letters', 'я'.repeat(71), 'ucs2', 2, 71],
  ['135 Cyrillic letters', 'я'.repeat(135), 'ucs2', 3, 135],
  ['35 emoji', '😀'.repeat(35), 'ucs2', 1, 70],
  ['36 emoji', '😀'.repeat(36), 'ucs2', 2, 72],
  ['a pair across the border', `${'я'.repeat(66)}😀${'я'.repeat(66)}`, 'ucs2', 3, 134],
])('counts %s', (_, body, encoding, segments, units) => {
  expect(plan(body)).toMatchObject({ encoding, segments, units, text: body, parts: segments });
});

it.each([
  ['udh8', 'a', 307, 3, 3],
  ['udh16', 'a', 305, 3, 3],
  ['sar', 'a', 307, 3, 3],
  ['payload', 'a', 307, 3, 1],
  ['udh8', 'я', 135, 3, 3],
  ['udh16', 'я', 133, 3, 3],
  ['payload', 'я', 135, 3, 1],
] as const)('with %s counts %s × %i as %i segments in %i parts', (longMessages, letter, times, segments, parts) => {
  expect(plan(letter.repeat(times), { longMessages })).toMatchObject({ segments, parts });
});

it('names each character that forced UCS-2 once', () => {
  expect(plan('I’ll say ’hi’ 😀😀 ok').forcedBy).toEqual(['’', '😀']);
  expect(plan('plain').forcedBy).toEqual([]);
  expect(plan('plain', { encoding: 'ucs2' })).toMatchObject({ encoding: 'ucs2', dataCoding: 8, forcedBy: [] });
});

it('replaces typography only when asked and only when that makes the text GSM', () => {
  expect(plan('It’s…', { smart: true })).toMatchObject({
    text: "It's...",
    encoding: 'gsm7',
    dataCoding: 0,
    forcedBy: [],
  });
  expect(plan('It’s 😀', { smart: true })).toMatchObject({ text: 'It’s 😀', encoding: 'ucs2', forcedBy: ['’', '😀'] });
  expect(plan('It’s…')).toMatchObject({ text: 'It’s…', encoding: 'ucs2' });
  expect(plan('\u200b', { smart: true }).text).toBe('\u200b');
});

it.each([
  ['', {}, 'body_empty'],
  ['a\ud83d', {}, 'body_malformed'],
  ['\ude00\ud83d', { encoding: 'ucs2' }, 'body_malformed'],
  ['Привет', { encoding: 'gsm7' }, 'body_not_gsm7'],
  ['a'.repeat(307), { maxSegments: 2 }, 'too_many_segments'],
  ['я'.repeat(135), { maxSegments: 2 }, 'too_many_segments'],
  ['a'.repeat(161), { maxSegments: 1, longMessages: 'payload' }, 'too_many_segments'],
  ['a'.repeat(255 * 153 + 1), { maxSegments: 1000 }, 'too_many_segments'],
  ['a'.repeat(5_000_000), {}, 'too_many_segments'],
] as [string, Partial<TextOptions>, string][])('refuses %.20j with %j: %s', (body, more, code) => {
  expect(problem(body, more)).toBe(code);
});

it('names the characters that stand in the way of gsm7', () => {
  const planning = planText('a\u200bя', { ...options, encoding: 'gsm7' });
  expect(planning).toMatchObject({ error: { detail: expect.stringContaining('U+200B, я (U+044F)') } });
});

it('cuts a text into full parts that join to it again', () => {
  const character = fc.constantFrom('a', '€', '[', 'я', '😀', 'z');
  const cases = fc.tuple(fc.array(character, { maxLength: 400 }), fc.constantFrom(153, 152, 67, 66));
  fc.assert(
    fc.property(cases, ([characters, capacity]) => {
      const text = characters.join('');
      const ends = cutText(text, 'ucs2', capacity);
      const parts = ends.map((end, i) => text.slice(ends[i - 1] ?? 0, end));
      expect(parts.join('')).toBe(text);
      for (const part of parts) expect(part).not.toMatch(/\p{Cs}/u);
      // Full: only a pair that doesn't fit leaves one unit free.
      for (const part of parts.slice(0, -1)) expect(capacity - part.length).toBeLessThanOrEqual(1);
    }),
  );
});

describe('where the carrier takes Latin-1', () => {
  const latin1First = ['latin1', 'ucs2'] as const;
  const all = ['gsm7', 'latin1', 'ucs2'] as const;

  it.each([
    ['ç', latin1First, 'latin1', 3, []],
    ['plain', latin1First, 'latin1', 3, []],
    ['€', latin1First, 'ucs2', 8, ['€']],
    ['plain', all, 'gsm7', 0, []],
    ['ça', all, 'latin1', 3, ['ç']],
    ['Ω', all, 'gsm7', 0, []],
    // Neither has both: without the Ω the text would be Latin-1.
    ['ça Ω', all, 'ucs2', 8, ['Ω']],
    ['я ç', all, 'ucs2', 8, ['я']],
  ] as const)('%j with %j goes out as %s', (body, alphabets, encoding, dataCoding, forcedBy) => {
    expect(plan(body, { alphabets })).toMatchObject({ text: body, encoding, dataCoding, forcedBy });
  });

  it.each([
    ['udh8', 140, 1],
    ['udh8', 141, 2],
    ['udh8', 268, 2],
    ['udh8', 269, 3],
    ['udh16', 266, 2],
    ['udh16', 267, 3],
    ['sar', 268, 2],
    ['payload', 269, 3],
  ] as const)('with %s, %i characters are %i segments', (longMessages, length, segments) => {
    expect(plan('ç'.repeat(length), { alphabets: latin1First, longMessages })).toMatchObject({
      segments,
      units: length,
      parts: longMessages === 'payload' ? 1 : segments,
    });
  });

  it('typography is replaced for it too, when asked', () => {
    expect(plan('ça…', { alphabets: latin1First, smart: true })).toMatchObject({ text: 'ça...', encoding: 'latin1' });
    expect(plan('It’s', { alphabets: all, smart: true })).toMatchObject({ text: "It's", encoding: 'gsm7' });
  });

  it('who asks for an alphabet that the carrier lacks is told', () => {
    expect(planText('hi', { ...options, alphabets: latin1First, encoding: 'gsm7' })).toMatchObject({
      error: {
        code: 'encoding_unavailable',
        detail: 'The carrier takes latin1 and ucs2, not gsm7; use encoding auto or ucs2.',
      },
    });
    expect(plan('hi', { alphabets: latin1First, encoding: 'ucs2' })).toMatchObject({ encoding: 'ucs2', forcedBy: [] });
  });

  it('half of a surrogate pair is refused there as everywhere', () => {
    expect(problem('\ud83d', { alphabets: all })).toBe('body_malformed');
  });
});
