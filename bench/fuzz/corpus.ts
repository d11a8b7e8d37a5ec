/** Real PDUs of carriers, to be damaged: receipts in all the ways they come, inbound messages, answers, and what a link says besides. */
import { encodeUcs2 } from '../../message/ucs2';
import { encode } from '../../smpp/encode';
import type { Outgoing } from '../../smpp/pdu';
import { TLV, tlvInteger } from '../../smpp/tlv';

const receiptTexts = [
  'id:1526758174 sub:001 dlvrd:001 submit date:1701240904 done date:1701240904 stat:DELIVRD err:000 text:hello',
  'id:0221067780 sub:001 dlvrd:001 submit date:20110314181534 done date:20110314181741 stat:DELIVRD err:0',
  'id:A1B2 sub:001 dlvrd:000 submit date:2611231200 done date:2611231201 stat:FAILED err:002 Text:Hi',
  'id:9308878062554710043 stat:UNDELIV err:21b done date:180711070003912+',
  'stat:EXPIRED id:7',
  'ID: x-1, STAT: ACCEPTD, ERR: null',
  'DELIVRD',
  'id:1 stat:DELIVRD text:id:2 stat:UNDELIV err:999',
];
const inboundTexts = ['STOP', 'Hello, is this still on?', 'id:12 is my number, stat is fine', ''];
const addresses = { sourceAddr: '61412345678', sourceAddrTon: 1, sourceAddrNpi: 1, destinationAddr: 'ACME' };
const receiptTlvs = new Map([
  [TLV.receipted_message_id, Buffer.from('1526758174\0')],
  [TLV.message_state, Buffer.of(2)],
  [TLV.network_error_code, Buffer.of(3, 0, 27)],
]);

function receipts(): Outgoing[] {
  return receiptTexts.flatMap((text): Outgoing[] => {
    const latin1 = Buffer.from(text, 'latin1');
    const common = { ...addresses, sequenceNumber: 1 };
    return [
      { command: 'deliver_sm', ...common, esmClass: 0x04, shortMessage: latin1 },
      { command: 'deliver_sm', ...common, esmClass: 0x04, shortMessage: latin1, tlvs: receiptTlvs },
      { command: 'deliver_sm', ...common, esmClass: 0x00, shortMessage: latin1 },
      {
        command: 'deliver_sm',
        ...common,
        esmClass: 0x10,
        shortMessage: encodeUcs2(text).subarray(0, 254),
        dataCoding: 8,
      },
      { command: 'data_sm', ...common, esmClass: 0x24, tlvs: new Map([...receiptTlvs, [TLV.message_payload, latin1]]) },
    ];
  });
}

function inbound(): Outgoing[] {
  return inboundTexts.flatMap((text): Outgoing[] => {
    const body = Buffer.from(text, 'latin1');
    const common = { command: 'deliver_sm', ...addresses, sequenceNumber: 1 } as const;
    const part = [
      [TLV.sar_msg_ref_num, tlvInteger(7, 2)],
      [TLV.sar_total_segments, tlvInteger(2, 1)],
      [TLV.sar_segment_seqnum, tlvInteger(1, 1)],
    ] as const;
    return [
      { ...common, shortMessage: body },
      { ...common, shortMessage: encodeUcs2(text), dataCoding: 8 },
      { ...common, esmClass: 0x40, shortMessage: Buffer.concat([Buffer.of(5, 0, 3, 9, 2, 1), body]) },
      { ...common, esmClass: 0x40, shortMessage: Buffer.concat([Buffer.of(6, 8, 4, 1, 2, 2, 1), body]) },
      { ...common, shortMessage: body, tlvs: new Map(part) },
      { ...common, tlvs: new Map([[TLV.message_payload, body]]) },
    ];
  });
}

const others: readonly Outgoing[] = [
  { command: 'submit_sm_resp', sequenceNumber: 1, messageId: '812FC7470000001B' },
  { command: 'submit_sm_resp', sequenceNumber: 2, commandStatus: 0x58 },
  {
    command: 'bind_transceiver_resp',
    sequenceNumber: 1,
    systemId: 'smsc',
    tlvs: new Map([[TLV.sc_interface_version, Buffer.of(0x34)]]),
  },
  { command: 'enquire_link', sequenceNumber: 3 },
  { command: 'enquire_link_resp', sequenceNumber: 3 },
  { command: 'unbind', sequenceNumber: 4 },
  { command: 'unbind_resp', sequenceNumber: 4 },
  { command: 'generic_nack', sequenceNumber: 1, commandStatus: 3 },
  {
    command: 'unknown',
    commandId: 0x00000102,
    sequenceNumber: 5,
    body: Buffer.from('\x01\x0161412345678\0\0\0ACME\0', 'latin1'),
  },
  { command: 'unknown', commandId: 0x0000000b, sequenceNumber: 6, body: Buffer.from('smsc\0secret\0') },
];

/** Whole frames. */
export const corpus: readonly Buffer[] = [...receipts(), ...inbound(), ...others].map((pdu) => {
  const encoded = encode(pdu);
  if (!encoded.ok) throw new Error(encoded.error.message);
  return encoded.frame;
});
