import { toSubmitSm } from '../../carrier/to-submit-sm';
import { inspectSubmit } from '../../simulator/submit-rules';
import { decodeSubmitSm } from '../../simulator/submit-sm';
import { encode } from '../../smpp/encode';
import { message, now, profile, variants } from '../smpp/submit-variants';

it.each(variants)('a strict SMSC takes $name', ({ profile: overrides = {}, message: patch = {}, parts = 1 }) => {
  const made = toSubmitSm({ ...message, ...patch }, profile(overrides), now);
  expect(made).toHaveLength(parts);
  for (const { number, request } of made) {
    const encoded = encode({ command: 'submit_sm', sequenceNumber: number, ...request });
    if (!encoded.ok) throw new Error(encoded.error.message);
    const read = decodeSubmitSm(encoded.frame);
    expect(typeof read === 'number' ? read : inspectSubmit(read)).not.toEqual(expect.any(Number));
  }
});
