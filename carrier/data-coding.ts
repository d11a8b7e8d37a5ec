import type { Encoding } from '../message/text';
import type { CarrierProfile } from './profile';

/** General data coding with a message class, UCS-2 (3GPP TS 23.038 §4: group 00x1, alphabet 10). The group 0xF0 has no UCS-2. */
const classedUcs2 = 0x18;

/**
 * The `data_coding` of each alphabet at a carrier: as its profile says, or, where its texts have a message class, as 3GPP TS 23.038 §4 puts
 * the two together. Latin-1 has no class: profiles don't ask for both.
 */
export function dataCodingsOf({
  dataCoding,
  submit,
}: Pick<CarrierProfile, 'dataCoding' | 'submit'>): Readonly<Record<Encoding, number>> {
  const { messageClass, messageClassGroup } = submit;
  if (messageClass === 'none') return dataCoding;
  return { ...dataCoding, gsm7: messageClassGroup | messageClass, ucs2: classedUcs2 | messageClass };
}
