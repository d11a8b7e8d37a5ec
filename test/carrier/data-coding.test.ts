import { dataCodingsOf } from '../../carrier/data-coding';
import { carrierSchema } from '../../carrier/profile';

const codings = (overrides: object) =>
  dataCodingsOf(carrierSchema.parse({ host: 'smsc.example', port: 2775, system_id: 'w', password: '', ...overrides }));

it('without a message class they are those of the profile', () => {
  expect(codings({ data_coding: { gsm7: 1 } })).toEqual({ gsm7: 1, latin1: 3, ucs2: 8 });
});

it.each([
  // 3GPP TS 23.038 §4: 1111 0 alphabet class, and 0001 alphabet class.
  [0, 0xf0, 0xf0, 0x18],
  [1, 0xf0, 0xf1, 0x19],
  [2, 0xf0, 0xf2, 0x1a],
  [3, 0xf0, 0xf3, 0x1b],
  [0, 0x10, 0x10, 0x18],
  [1, 0x10, 0x11, 0x19],
  [2, 0x10, 0x12, 0x1a],
  [3, 0x10, 0x13, 0x1b],
])('class %i in group 0x%s', (message_class, message_class_group, gsm7, ucs2) => {
  const submit = { message_class, message_class_group };
  expect(codings({ submit, data_coding: { gsm7: 1, ucs2: 24 } })).toMatchObject({ gsm7, ucs2 });
});
