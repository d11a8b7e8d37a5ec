import fc from 'fast-check';
import { PDU } from 'smpp';
import { COMMAND_ID } from '../../smpp/command';
import { decode } from '../../smpp/decode';
import { encode } from '../../smpp/encode';
import { LAYOUT, TYPED_COMMANDS } from '../../smpp/layout';
import type { Outgoing, Pdu } from '../../smpp/pdu';
import { TLV, tlvNumber, tlvText } from '../../smpp/tlv';

function frame(commandId: number, body: Buffer, status = 0, sequence = 1): Buffer {
  const header = Buffer.alloc(16);
  header.writeUInt32BE(16 + body.length, 0);
  header.writeUInt32BE(commandId, 4);
  header.writeUInt32BE(status, 8);
  header.writeUInt32BE(sequence, 12);
  return Buffer.concat([header, body]);
}

function decoded(octets: Buffer): Pdu {
  const outcome = decode(octets);
  if (!outcome.ok) throw new Error(outcome.error.message);
  return outcome.pdu;
}

/** A deliver_sm with this body, esm_class and TLV octets. */
function deliver(message: Buffer, esmClass = 0x04, tlvOctets: Buffer = Buffer.alloc(0), dataCoding = 0): Buffer {
  const encoded = encode({
    command: 'deliver_sm',
    sequenceNumber: 1,
    sourceAddr: '61400000000',
    destinationAddr: 'ACME',
    esmClass,
    dataCoding,
    shortMessage: message,
  });
  if (!encoded.ok) throw new Error(encoded.error.message);
  return frame(COMMAND_ID.deliver_sm, Buffer.concat([encoded.frame.subarray(16), tlvOctets]));
}

function tlv(tag: number, octets: string | number[]): Buffer {
  const value = typeof octets === 'string' ? Buffer.from(octets, 'latin1') : Buffer.from(octets);
  const head = Buffer.alloc(4);
  head.writeUInt16BE(tag, 0);
  head.writeUInt16BE(value.length, 2);
  return Buffer.concat([head, value]);
}

describe('decoding a receipt', () => {
  it('reads what the smpp package wrote, the body raw', () => {
    const body = Buffer.from(
      'id:A_1@$ sub:001 dlvrd:001 submit date:2611231200 done date:2611231201 stat:DELIVRD err:000',
    );
    const theirs = new PDU('deliver_sm', {
      sequence_number: 5,
      source_addr: '61400000000',
      destination_addr: 'ACME',
      esm_class: 4,
      data_coding: 0,
      short_message: body,
      receipted_message_id: 'A_1@$',
      message_state: 2,
    }).toBuffer();
    const pdu = decoded(theirs);
    expect(pdu).toMatchObject({
      command: 'deliver_sm',
      sequenceNumber: 5,
      sourceAddr: '61400000000',
      content: body,
      shortMessage: body,
    });
    if (pdu.command !== 'deliver_sm') return;
    expect(tlvText(pdu.tlvs, TLV.receipted_message_id)).toBe('A_1@$');
    expect(tlvNumber(pdu.tlvs, TLV.message_state)).toBe(2);
  });

  it('reads a receipted_message_id without NUL to its end, not into its neighbour', () => {
    const pdu = decoded(
      deliver(Buffer.alloc(0), 4, Buffer.concat([tlv(TLV.receipted_message_id, 'A1B2'), tlv(TLV.message_state, [2])])),
    );
    if (pdu.command !== 'deliver_sm') throw new Error(pdu.command);
    expect(tlvText(pdu.tlvs, TLV.receipted_message_id)).toBe('A1B2');
    expect(tlvNumber(pdu.tlvs, TLV.message_state)).toBe(2);
  });

  it('survives a message_state of length 0, which throws in the package', () => {
    const octets = deliver(Buffer.from('id:1 stat:DELIVRD'), 4, tlv(TLV.message_state, []));
    expect(() => new PDU(octets)).toThrow();
    const pdu = decoded(octets);
    if (pdu.command !== 'deliver_sm') throw new Error(pdu.command);
    expect(tlvNumber(pdu.tlvs, TLV.message_state)).toBeUndefined();
    expect(pdu.content.toString()).toBe('id:1 stat:DELIVRD');
  });

  it('keeps unknown TLVs and what follows the last whole one', () => {
    const pdu = decoded(
      deliver(Buffer.from('x'), 4, Buffer.concat([tlv(0x1500, 'own'), Buffer.from([0x04, 0x27, 0x00])])),
    );
    expect(pdu).toMatchObject({
      tlvs: new Map([[0x1500, Buffer.from('own')]]),
      remainder: Buffer.from([0x04, 0x27, 0x00]),
    });
  });

  it('takes the body from message_payload when short_message is empty', () => {
    const pdu = decoded(deliver(Buffer.alloc(0), 4, tlv(TLV.message_payload, 'id:1 stat:UNDELIV')));
    expect(pdu).toMatchObject({ content: Buffer.from('id:1 stat:UNDELIV') });
  });

  it('reads data_sm, whose body is a TLV', () => {
    const encoded = encode({
      command: 'data_sm',
      sequenceNumber: 2,
      sourceAddr: '6'.repeat(40),
      destinationAddr: 'ACME',
      esmClass: 4,
      tlvs: new Map([[TLV.message_payload, Buffer.from('id:9 stat:EXPIRED')]]),
    });
    expect(encoded.ok && decode(encoded.frame)).toMatchObject({
      ok: true,
      pdu: { command: 'data_sm', sourceAddr: '6'.repeat(40), content: Buffer.from('id:9 stat:EXPIRED') },
    });
  });
});

describe('the user data header', () => {
  const UDH = Buffer.from([5, 0, 3, 0x2a, 2, 1]);

  it('is split from short_message with esm_class 0x40', () => {
    const pdu = decoded(deliver(Buffer.concat([UDH, Buffer.from('part')]), 0x40));
    expect(pdu).toMatchObject({
      udh: UDH,
      content: Buffer.from('part'),
      shortMessage: Buffer.concat([UDH, Buffer.from('part')]),
    });
  });

  it('is split from message_payload too', () => {
    const payload = Buffer.concat([UDH, Buffer.from('part')]);
    const pdu = decoded(deliver(Buffer.alloc(0), 0x44, tlv(TLV.message_payload, [...payload])));
    expect(pdu).toMatchObject({ udh: UDH, content: Buffer.from('part') });
  });

  it.each([
    ['without esm_class 0x40', Buffer.concat([UDH, Buffer.from('part')]), 0x04],
    ['when it says it is longer than the message', Buffer.from([200, 0, 3]), 0x40],
    ['when the message is empty', Buffer.alloc(0), 0x40],
  ])('is not split %s', (_, message, esmClass) => {
    const pdu = decoded(deliver(message, esmClass));
    expect(pdu).toMatchObject({ content: message });
    expect(pdu).not.toHaveProperty('udh');
  });
});

describe('decoding a response', () => {
  it.each(['submit_sm_resp', 'data_sm_resp', 'deliver_sm_resp'] as const)('takes %s with no body at all', (command) => {
    const pdu = decoded(frame(COMMAND_ID[command], Buffer.alloc(0), 0x58, 7));
    expect(pdu).toEqual({ command, commandStatus: 0x58, sequenceNumber: 7, tlvs: new Map() });
  });

  it.each([
    ['with its NUL', 'abc\0', 'abc'],
    ['without a NUL', 'abc', 'abc'],
    ['empty', '\0', ''],
    ['longer than the specification allows', `${'9'.repeat(80)}\0`, '9'.repeat(80)],
  ])('takes a message_id %s', (_, body, messageId) => {
    expect(decoded(frame(COMMAND_ID.submit_sm_resp, Buffer.from(body)))).toMatchObject({ messageId });
  });

  it('takes a bind_transceiver_resp with sc_interface_version', () => {
    const body = Buffer.concat([Buffer.from('smsc\0'), tlv(TLV.sc_interface_version, [0x34])]);
    const pdu = decoded(frame(COMMAND_ID.bind_transceiver_resp, body));
    expect(pdu).toMatchObject({ command: 'bind_transceiver_resp', systemId: 'smsc' });
    expect('tlvs' in pdu && tlvNumber(pdu.tlvs, TLV.sc_interface_version)).toBe(0x34);
  });

  it('never fails, whatever its body is', () => {
    const responses = TYPED_COMMANDS.filter((command) => command.endsWith('_resp') || command === 'generic_nack');
    fc.assert(
      fc.property(
        fc.constantFrom(...responses),
        fc.nat(0xffff),
        fc.uint8Array({ maxLength: 120 }),
        (command, status, body) => {
          expect(decode(frame(COMMAND_ID[command], Buffer.from(body), status))).toMatchObject({
            ok: true,
            pdu: { command, commandStatus: status },
          });
        },
      ),
    );
  });
});

describe('decoding anything', () => {
  it('gives each command the keys of its type', () => {
    for (const command of TYPED_COMMANDS) {
      const encoded = encode({ command, sequenceNumber: 1 } as Outgoing);
      if (!encoded.ok) throw new Error(encoded.error.message);
      const keys = Object.keys(decoded(encoded.frame));
      const expected = [
        'command',
        'commandStatus',
        'sequenceNumber',
        'tlvs',
        ...LAYOUT[command].fields.map(({ key }) => key),
      ];
      if (['submit_sm', 'deliver_sm', 'data_sm'].includes(command)) expected.push('content');
      expect(keys.sort()).toEqual(expected.sort());
    }
  });

  it('names the field at which a cut-off deliver_sm ends', () => {
    const whole = deliver(Buffer.from('id:1 stat:DELIVRD'));
    for (let octets = 16; octets < whole.length; octets++) {
      const outcome = decode(frame(COMMAND_ID.deliver_sm, whole.subarray(16, octets), 0, 42));
      expect(outcome).toMatchObject({
        ok: false,
        error: { name: 'UndecodablePdu', commandId: COMMAND_ID.deliver_sm, sequenceNumber: 42 },
      });
      if (outcome.ok) return;
      expect(LAYOUT.deliver_sm.fields.map(({ field }) => field)).toContain(outcome.error.field);
      expect(outcome.error.message).toContain(outcome.error.field);
    }
  });

  it.each([
    ['shorter than a header', Buffer.alloc(15), 'header'],
    [
      'whose command_length lies',
      Buffer.concat([frame(COMMAND_ID.unbind, Buffer.alloc(0)), Buffer.from([0])]),
      'command_length',
    ],
  ])('refuses a frame %s', (_, octets, field) => {
    expect(decode(octets)).toMatchObject({ ok: false, error: { field } });
  });

  it('never throws, and agrees with itself when encoded again', () => {
    const ids = fc.oneof(fc.constantFrom(...Object.values(COMMAND_ID)), fc.nat(0xffffffff));
    fc.assert(
      fc.property(ids, fc.nat(0xffffffff), fc.uint8Array({ maxLength: 200 }), (id, status, body) => {
        const outcome = decode(frame(id, Buffer.from(body), status));
        if (!outcome.ok) return;
        const again = encode(outcome.pdu as Outgoing);
        if (!again.ok) return;
        const { remainder: _, ...pdu } = outcome.pdu as Pdu & { remainder?: Buffer };
        if (status === 0 || pdu.command === 'unknown')
          expect(decode(again.frame)).toMatchObject({
            ok: true,
            pdu: { command: pdu.command, sequenceNumber: pdu.sequenceNumber },
          });
      }),
      { numRuns: 500 },
    );
  });
});
