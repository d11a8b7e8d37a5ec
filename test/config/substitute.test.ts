import fc from 'fast-check';
import { substitute } from '../../config/substitute';

const env = { PORT: '2775', EMPTY: '', TRICK: '$' + '{PORT}', NAME_2: 'two' };
/** `{X}` with a dollar before it; written so, since it is no template. */
const ref = (inside: string) => `$\{${inside}}`;

it.each([
  ['no reference', 'plain $ text', 'plain $ text', []],
  ['a reference', ref('PORT'), '2775', ['PORT']],
  ['several', `a${ref('PORT')}b${ref('NAME_2')}c`, 'a2775btwoc', ['PORT', 'NAME_2']],
  ['a default that is not needed', ref('PORT:-1'), '2775', ['PORT']],
  ['a default for an unset variable', ref('NONE:-1'), '1', ['NONE']],
  ['a default for an empty variable', ref('EMPTY:-1'), '1', ['EMPTY']],
  ['an empty default', `a${ref('NONE:-')}b`, 'ab', ['NONE']],
  ['a default with odd characters', ref('NONE:-a:-b {$'), 'a:-b {$', ['NONE']],
  ['an escaped reference', `$${ref('PORT')}`, ref('PORT'), []],
  ['a value that looks like a reference', ref('TRICK'), ref('PORT'), ['TRICK']],
])('%s: %j becomes %j', (_, text, result, variables) => {
  expect(substitute(text, env)).toEqual({ ok: true, text: result, variables });
});

it.each([
  ['unset', ref('NONE'), `the variable NONE is not set, or empty; set it, or write ${ref('NONE:-default')}`],
  ['empty', ref('EMPTY'), `the variable EMPTY is not set, or empty; set it, or write ${ref('EMPTY:-default')}`],
  ['nameless', ref(''), malformed()],
  ['a name with a dash', ref('A-B'), malformed()],
  ['a name that begins with a digit', ref('1A'), malformed()],
  ['not closed', 'x$' + '{PORT', malformed()],
  ['another operator', ref('PORT:=1'), malformed()],
])('%s: %j is a problem', (_, text, problem) => {
  expect(substitute(text, env)).toEqual({ ok: false, problem });
});

it('every variable that is missing is named', () => {
  const result = substitute(`${ref('A')}${ref('PORT')}${ref('B')}`, env);
  expect(result).toMatchObject({ ok: false, problem: expect.stringMatching(/variable A .*; the variable B /) });
});

it('variables of the prototype are not variables', () => {
  expect(substitute(ref('constructor'), {})).toMatchObject({ ok: false });
});

it('a text without a dollar stands as it is', () => {
  fc.assert(
    fc.property(fc.string(), (text) => {
      fc.pre(!text.includes('$'));
      expect(substitute(text, env)).toEqual({ ok: true, text, variables: [] });
    }),
  );
});

it('what a variable holds comes out letter for letter', () => {
  fc.assert(
    fc.property(
      fc.string({ minLength: 1 }),
      fc.string().filter((text) => !text.includes('$')),
      (value, around) => {
        expect(substitute(around + ref('V') + around, { V: value })).toMatchObject({ text: around + value + around });
      },
    ),
  );
});

function malformed(): string {
  return `"$\{" is not followed by NAME} or NAME:-default}; write "$$\{" for these characters themselves`;
}
