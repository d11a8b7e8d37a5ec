import { gsm7Length } from '../../message/gsm7';
import { replaceTypography } from '../../message/smart-encoding';

it.each([
  ['“It’s 5–6\u00a0pm…”', '"It\'s 5-6 pm..."'],
  ['«oui» ‹non›', '"oui" <non>'],
  ['a\u200bb\u00adc', 'abc'],
  ['• one\ttwo', '* one two'],
])('writes %j as a typewriter would', (text, plain) => {
  expect(replaceTypography(text)).toBe(plain);
  expect(gsm7Length(plain)).toBeGreaterThan(0);
});

it.each(['plain', 'ça', 'Привет', '😀', 'é'])('leaves %s as it is', (text) => {
  expect(replaceTypography(text)).toBe(text);
});
