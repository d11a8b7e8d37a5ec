/** Every kind of submit_sm that a profile can ask for, and what an independent reader must show of it. */
import { type CarrierProfile, carrierSchema } from '../../carrier/profile';
import type { Outbound } from '../../carrier/to-submit-sm';

export const now = new Date('2026-11-23T10:00:00.000Z');

export const message: Outbound = {
  id: '01HZY3V7Q0ABCDEFGHJKMNPQRS',
  recipient: '+61412345678',
  sender: 'ACME',
  body: 'Hello',
  encoding: 'gsm7',
  requestRead: false,
  priority: 1,
  expiresAt: new Date('2026-11-24T10:00:00.000Z'),
};

export function profile(overrides: object): CarrierProfile {
  const least = { host: 'smsc.example', port: 2775, system_id: 'waybill', password: 'secret' };
  return { name: 'acme', ...carrierSchema.parse({ ...least, ...overrides }) };
}

export interface Variant {
  readonly name: string;
  readonly profile?: object;
  readonly message?: Partial<Outbound>;
  /** Fields of every part, as tshark shows them. */
  readonly shows?: Readonly<Record<string, string>>;
  /** Tag, length and value of the TLVs of the first part, in order; the value in hex where tshark has no name for it. */
  readonly tlvs?: readonly (readonly [tag: string, field: string, value: string])[];
  readonly parts?: number;
}

/** What stands in a submit_sm unless a variant says otherwise. */
export const usual: Readonly<Record<string, string>> = {
  'smpp.command_id': '0x00000004',
  'smpp.service_type': '(Default)',
  'smpp.source_addr_ton': '0x05',
  'smpp.source_addr_npi': '0x00',
  'smpp.source_addr': 'ACME',
  'smpp.dest_addr_ton': '0x01',
  'smpp.dest_addr_npi': '0x01',
  'smpp.destination_addr': '61412345678',
  'smpp.esm.submit.msg_mode': '0x00',
  'smpp.esm.submit.msg_type': '0x00',
  'smpp.esm.submit.features': '0x00',
  'smpp.protocol_id': '0x00',
  'smpp.priority_flag': '0x00',
  'smpp.schedule_delivery_time_r': '0.000000000',
  'smpp.regdel.receipt': '0x01',
  'smpp.regdel.acks': '0x00',
  'smpp.regdel.notif': '0x00',
  'smpp.replace_if_present_flag': '0x00',
  'smpp.data_coding': '0x00',
  'smpp.sm_default_msg_id': '0',
};

const gsm = { body: 'Ab1 €[ñ]'.repeat(40) }; // 8 characters, 11 septets
const cyrillic = { body: 'привет, 👍 '.repeat(12), encoding: 'ucs2' } as const;
const udhi = { 'smpp.esm.submit.features': '0x01' };

export const variants: readonly Variant[] = [
  { name: 'a text of one part' },
  {
    name: 'every character of the GSM alphabet',
    message: { body: '@£$¥èéùìòÇ\nØøÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ¤¡ÄÖÑÜ§¿äöñüà^{}\\[~]|€' },
  },
  { name: 'as long as one part can be', message: { body: 'a'.repeat(160) } },
  { name: 'udh8, GSM', message: gsm, parts: 3, shows: udhi },
  { name: 'udh16, GSM', profile: { long_messages: 'udh16' }, message: gsm, parts: 3, shows: udhi },
  { name: 'SAR, GSM', profile: { long_messages: 'sar' }, message: gsm, parts: 3 },
  { name: 'payload, GSM', profile: { long_messages: 'payload' }, message: gsm },
  { name: 'UCS-2', message: { body: 'я 👍', encoding: 'ucs2' }, shows: { 'smpp.data_coding': '0x08' } },
  { name: 'udh8, UCS-2', message: cyrillic, parts: 2, shows: { ...udhi, 'smpp.data_coding': '0x08' } },
  {
    name: 'udh16, UCS-2',
    profile: { long_messages: 'udh16' },
    message: cyrillic,
    parts: 2,
    shows: { ...udhi, 'smpp.data_coding': '0x08' },
  },
  {
    name: 'SAR, UCS-2',
    profile: { long_messages: 'sar' },
    message: cyrillic,
    parts: 2,
    shows: { 'smpp.data_coding': '0x08' },
  },
  {
    name: 'payload, UCS-2',
    profile: { long_messages: 'payload' },
    message: cyrillic,
    shows: { 'smpp.data_coding': '0x08' },
  },
  { name: 'Latin-1', message: { body: 'Ça va?', encoding: 'latin1' }, shows: { 'smpp.data_coding': '0x03' } },
  {
    name: 'udh8, Latin-1',
    message: { body: 'ça '.repeat(60), encoding: 'latin1' },
    parts: 2,
    shows: { ...udhi, 'smpp.data_coding': '0x03' },
  },
  {
    name: 'SAR, Latin-1',
    profile: { long_messages: 'sar' },
    message: { body: 'ça '.repeat(60), encoding: 'latin1' },
    parts: 2,
    shows: { 'smpp.data_coding': '0x03' },
  },
  {
    name: 'the longest text there is, in a payload',
    profile: { long_messages: 'payload' },
    message: { body: 'a'.repeat(255 * 153) },
  },
  {
    name: 'a short code',
    message: { sender: '12345' },
    shows: { 'smpp.source_addr_ton': '0x03', 'smpp.source_addr': '12345' },
  },
  {
    name: 'addresses as the profile marks them',
    profile: {
      addresses: { international: { ton: 4, npi: 6, plus: true }, recipient: { ton: 0, npi: 0, plus: true } },
    },
    message: { sender: '+61498765432' },
    shows: {
      'smpp.source_addr_ton': '0x04',
      'smpp.source_addr_npi': '0x06',
      'smpp.source_addr': '+61498765432',
      'smpp.dest_addr_ton': '0x00',
      'smpp.dest_addr_npi': '0x00',
      'smpp.destination_addr': '+61412345678',
    },
  },
  ...[0, 1, 2, 3].map(
    (message_class): Variant => ({
      name: `message class ${message_class}`,
      profile: { submit: { message_class } },
      shows: {
        'smpp.data_coding': `0xf${message_class}`,
        'smpp.dcs.charset': '0x00',
        'smpp.dcs.class': `0x0${message_class}`,
      },
    }),
  ),
  {
    name: 'message class 0, general group',
    profile: { submit: { message_class: 0, message_class_group: 0x10 } },
    shows: { 'smpp.data_coding': '0x10' },
  },
  {
    name: 'message class 0, UCS-2',
    profile: { submit: { message_class: 0 } },
    message: { body: 'я', encoding: 'ucs2' },
    shows: { 'smpp.data_coding': '0x18' },
  },
  { name: 'the acknowledgement of the reader', message: { requestRead: true }, shows: { 'smpp.regdel.acks': '0x02' } },
  {
    name: 'receipts of failures and of attempts',
    profile: { submit: { registered_delivery: { final: 'failure', intermediate: true } } },
    shows: { 'smpp.regdel.receipt': '0x02', 'smpp.regdel.notif': '0x01' },
  },
  {
    name: 'no receipts',
    profile: { submit: { registered_delivery: { final: 'none' } } },
    shows: { 'smpp.regdel.receipt': '0x00' },
  },
  {
    name: 'a relative validity',
    profile: { submit: { validity_period: 'relative' } },
    shows: { 'smpp.validity_period_r': '86400.000000000' },
  },
  {
    name: 'the other fields',
    profile: {
      submit: { service_type: 'CMT', protocol_id: 0x41, priority_flag: { urgent: 3 }, replace_if_present: true },
    },
    message: { priority: 0 },
    shows: {
      'smpp.service_type': 'CMT',
      'smpp.protocol_id': '0x41',
      'smpp.priority_flag': '0x03',
      'smpp.replace_if_present_flag': '0x01',
    },
  },
  {
    name: 'optional parameters, on every part',
    profile: {
      long_messages: 'sar',
      submit: {
        user_message_reference: 'counter',
        ms_validity: 'power_down',
        tlvs: {
          '0x0005': { int8: 1 },
          '0x000d': { int8: 2 },
          '0x0017': { int32: 86400 },
          '0x020a': { int16: 5000 },
          '0x1400': { text: '1101' },
          '0x1401': { c_string: 'abc' },
          '0x1402': { hex: 'ff00' },
        },
      },
    },
    message: gsm,
    parts: 3,
    tlvs: [
      ['0x0005', 'smpp.dest_addr_subunit', '0x01'],
      ['0x000d', 'smpp.source_addr_subunit', '0x02'],
      ['0x0017', 'smpp.qos_time_to_live', '86400'],
      ['0x020a', 'smpp.source_port', '0x1388'],
      ['0x1400', 'smpp.vendor_op', '31:31:30:31'],
      ['0x1401', 'smpp.vendor_op', '61:62:63:00'],
      ['0x1402', 'smpp.vendor_op', 'ff:00'],
      ['0x1204', 'smpp.ms_validity', '1'],
      ['0x0204', 'smpp.user_message_reference', '0x5f1a'],
      ['0x020c', 'smpp.sar_msg_ref_num', '24345'],
      ['0x020e', 'smpp.sar_total_segments', '3'],
      ['0x020f', 'smpp.sar_segment_seqnum', '1'],
    ],
  },
  { name: 'an absolute validity', profile: { submit: { validity_period: 'absolute' } } },
];
