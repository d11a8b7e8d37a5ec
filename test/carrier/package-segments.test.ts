import fc from 'fast-check';
import { PDU } from 'smpp';
import { carrierSchema } from '../../carrier/profile';
import { type Outbound, toSubmitSm } from '../../carrier/to-submit-sm';
import { newUlid } from '../../message/id';
import { type LongMessages, planText } from '../../message/text';
import { encode } from '../../smpp/encode';

/** Our parts as the smpp package reads them: written by others from the same specifications. */

interface TheirMessage {
  readonly udh?: readonly Buffer[];
  readonly message: string;
}

function submitted(body: string, longMessages: LongMessages): PDU[] {
  const planning = planText(body, { encoding: 'auto', smart: false, longMessages, maxSegments: 255 });
  if (!planning.ok) throw new Error(planning.error.code);
  const { text, encoding } = planning.plan;
  const least = { host: 'smsc.example', port: 2775, system_id: 'waybill', password: '', long_messages: longMessages };
  const message: Outbound = {
    id: newUlid(),
    recipient: '+61412345678',
    sender: 'ACME',
    body: text,
    encoding,
    requestRead: false,
    priority: 1,
    expiresAt: new Date(),
  };
  return toSubmitSm(message, { name: 'acme', ...carrierSchema.parse(least) }).map(({ number, request }) => {
    const encoded = encode({ command: 'submit_sm', sequenceNumber: number, ...request });
    if (!encoded.ok) throw new Error(encoded.error.message);
    return new PDU(encoded.frame);
  });
}

// Characters that both read alike from octets (see the codecs' own tests).
const bodies = fc
  .oneof(
    fc.array(fc.constantFrom('a', '€', '[', 'é', ' '), { minLength: 1, maxLength: 600 }),
    fc.array(fc.constantFrom('a', 'я', '😀', '漢'), { minLength: 1, maxLength: 300 }),
  )
  .map((characters) => characters.join(''));

const joined = (parts: readonly PDU[]) =>
  parts.map(({ short_message }) => (short_message as TheirMessage).message).join('');

it.each([
  ['udh8', 0x00, 3],
  ['udh16', 0x08, 4],
] as const)('it reads the %s header of each part, and its text behind it', (form, element, length) => {
  fc.assert(
    fc.property(bodies, (body) => {
      const parts = submitted(body, form);
      expect(joined(parts)).toBe(body);
      const headers = parts.map(({ short_message }) => (short_message as TheirMessage).udh);
      if (parts.length === 1) {
        expect(headers).toEqual([undefined]);
        return;
      }
      for (const [index, header] of headers.entries()) {
        expect(header).toHaveLength(1);
        expect([...(header?.[0] ?? [])].slice(0, 2)).toEqual([element, length]);
        expect([...(header?.[0] ?? [])].slice(-2)).toEqual([parts.length, index + 1]);
      }
      expect(new Set(headers.map((header) => header?.[0]?.subarray(2, -2).toString('hex'))).size).toBe(1);
    }),
  );
});

it('it reads the SAR TLVs of each part, and its text', () => {
  fc.assert(
    fc.property(bodies, (body) => {
      const parts = submitted(body, 'sar');
      expect(joined(parts)).toBe(body);
      if (parts.length === 1) return;
      expect(parts.map((part) => [part.sar_total_segments, part.sar_segment_seqnum])).toEqual(
        parts.map((_, index) => [parts.length, index + 1]),
      );
      expect(new Set(parts.map((part) => part.sar_msg_ref_num)).size).toBe(1);
    }),
  );
});

it('it reads a long text whole from the payload', () => {
  fc.assert(
    fc.property(bodies, (body) => {
      const read = submitted(body, 'payload').map(
        ({ message_payload, short_message }) => message_payload ?? short_message,
      );
      expect(read).toEqual([expect.objectContaining({ message: body })]);
    }),
  );
});
