import type { InboundPart } from '../../message/inbound';

/** A part of an inbound message; what isn't said is the same for all. */
export function inboundPart(patch: Partial<Omit<InboundPart, 'body'>> & { body?: Buffer | string } = {}): InboundPart {
  const { body = 'Hello', ...rest } = patch;
  return {
    carrier: 'acme',
    from: '+61412345678',
    to: '+61480000001',
    esmClass: 0,
    dataCoding: 0,
    charset: 'gsm7',
    udh: null,
    body: typeof body === 'string' ? Buffer.from(body, 'latin1') : body,
    place: null,
    carrierId: null,
    handsetReference: null,
    receivedAt: new Date(),
    ...rest,
  };
}

/** Part `number` of `total`, with an 8-bit reference. */
export function partOf(
  number: number,
  total: number,
  patch: Parameters<typeof inboundPart>[0] & { reference?: number } = {},
): InboundPart & { place: NonNullable<InboundPart['place']> } {
  const { reference = 7, ...rest } = patch;
  const place = { form: 'udh8' as const, reference, total, number };
  return { ...inboundPart({ body: `part ${number}; `, esmClass: 0x40, ...rest }), place };
}
