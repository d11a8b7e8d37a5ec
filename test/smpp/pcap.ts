/** A capture file of one TCP connection, written by hand, so that a dissector reads the octets as it would from a network. */

/** LINKTYPE_RAW: packets begin with their IP header. */
const rawIp = 101;
const ipOctets = 20;
const tcpOctets = 20;
/** More than IP packets of real networks carry, less than they could: a long PDU spans several. */
const mostOctets = 16_000;
/** The port by which dissectors know SMPP. */
const smppPort = 2775;

const [esme, smsc] = [Buffer.from([10, 0, 0, 1]), Buffer.from([10, 0, 0, 2])];

function fileHeader(): Buffer {
  const header = Buffer.alloc(24);
  header.writeUInt32BE(0xa1b2c3d4, 0); // times in microseconds
  header.writeUInt16BE(2, 4);
  header.writeUInt16BE(4, 6);
  header.writeUInt32BE(0xffff, 16);
  header.writeUInt32BE(rawIp, 20);
  return header;
}

/** IPv4 and TCP around some octets of the ESME, which begin at `sequence` of its stream. */
function packet(sequence: number, payload: Buffer): Buffer {
  const headers = Buffer.alloc(ipOctets + tcpOctets);
  headers[0] = 0x45;
  headers.writeUInt16BE(headers.length + payload.length, 2);
  headers[8] = 64; // time to live
  headers[9] = 6; // TCP
  esme.copy(headers, 12);
  smsc.copy(headers, 16);
  headers.writeUInt16BE(40_000, ipOctets);
  headers.writeUInt16BE(smppPort, ipOctets + 2);
  headers.writeUInt32BE(sequence, ipOctets + 4);
  headers.writeUInt32BE(1, ipOctets + 8);
  headers[ipOctets + 12] = (tcpOctets / 4) << 4;
  headers[ipOctets + 13] = 0x18; // ACK, PSH
  headers.writeUInt16BE(0xffff, ipOctets + 14);
  return Buffer.concat([headers, payload]);
}

/** The capture of these PDUs, sent one after the other by an ESME, each beginning a packet of its own. */
export function toPcap(pdus: readonly Buffer[]): Buffer {
  const records: Buffer[] = [fileHeader()];
  let sequence = 1;
  for (const pdu of pdus) {
    for (let from = 0; from < pdu.length; from += mostOctets) {
      const payload = pdu.subarray(from, from + mostOctets);
      const captured = packet(sequence, payload);
      const record = Buffer.alloc(16);
      record.writeUInt32BE(records.length, 0); // one a second
      record.writeUInt32BE(captured.length, 8);
      record.writeUInt32BE(captured.length, 12);
      records.push(record, captured);
      sequence += payload.length;
    }
  }
  return Buffer.concat(records);
}
