/**
 * UCS-2 as SMPP carries it under data_coding 8: UTF-16, most significant octet first. Handsets read surrogate pairs, so what lies
 * beyond the basic plane goes out as pairs.
 */

/** Encodes to UTF-16BE, two octets a code unit. */
export function encodeUcs2(text: string): Buffer {
  return Buffer.from(text, 'utf16le').swap16();
}

/** Decodes UTF-16BE; an odd last octet is dropped. Never throws. */
export function decodeUcs2(octets: Uint8Array): string {
  const even = octets.length - (octets.length % 2);
  return Buffer.from(octets.subarray(0, even)).swap16().toString('utf16le');
}
