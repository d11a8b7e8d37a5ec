import { fillTemplate } from '../../api/template';

it.each<[template: string, params: Record<string, string | number>, text: string]>([
  ['Hi {{name}}!', { name: 'Ann' }, 'Hi Ann!'],
  ['{{ a }}{{a}} {{b}}', { a: 1, b: 2.5 }, '11 2.5'],
  ['{{a}}', { a: '{{b}}$&', b: 'no' }, '{{b}}$&'],
  ['{a} {{}} {{ a b }}', {}, '{a} {{}} {{ a b }}'],
  ['{{prénom}}', { prénom: 'Zoé' }, 'Zoé'],
])('fills %s', (template, params, text) => {
  expect(fillTemplate(template, params)).toEqual({ ok: true, text });
});

it('names each missing param once, and takes none from the prototype', () => {
  expect(fillTemplate('{{a}} {{a}} {{toString}}', {})).toEqual({ ok: false, missing: ['a', 'toString'] });
});
