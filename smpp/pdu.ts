/** What we say and hear: one type a PDU, named after SMPP 3.4 §4. Text is latin1, message bodies are raw octets. */
import type { Tlvs } from './tlv';

/** What every PDU has (SMPP 3.4 §3.2). */
export interface Header {
  /** 0 in requests. */
  readonly commandStatus: number;
  /** Given by whoever asks, repeated by whoever answers. */
  readonly sequenceNumber: number;
}

/** Optional parameters, and what followed them without being one. */
export interface Optional {
  readonly tlvs: Tlvs;
  /** Octets behind the last whole TLV (decoding only). */
  readonly remainder?: Buffer;
}

export type BindCommand = 'bind_receiver' | 'bind_transmitter' | 'bind_transceiver';

/** §4.1.1, §4.1.3, §4.1.5 */
export interface Bind extends Header, Optional {
  readonly command: BindCommand;
  readonly systemId: string;
  readonly password: string;
  readonly systemType: string;
  /** 0x34 when not given. */
  readonly interfaceVersion: number;
  readonly addrTon: number;
  readonly addrNpi: number;
  readonly addressRange: string;
}

/** §4.1.2, §4.1.4, §4.1.6 */
export interface BindResp extends Header, Optional {
  readonly command: `${BindCommand}_resp`;
  readonly systemId?: string;
}

/** Fields that submit_sm, deliver_sm and data_sm share. */
export interface Addressed {
  readonly serviceType: string;
  readonly sourceAddrTon: number;
  readonly sourceAddrNpi: number;
  readonly sourceAddr: string;
  readonly destAddrTon: number;
  readonly destAddrNpi: number;
  readonly destinationAddr: string;
  readonly esmClass: number;
  readonly registeredDelivery: number;
  readonly dataCoding: number;
}

/** §4.4.1, §4.6.1 */
export interface MessageFields extends Addressed {
  readonly protocolId: number;
  readonly priorityFlag: number;
  /** Empty, or 16 characters as given: `YYMMDDhhmmsstnnp` (§7.1.1). Never converted. */
  readonly scheduleDeliveryTime: string;
  /** As scheduleDeliveryTime. */
  readonly validityPeriod: string;
  readonly replaceIfPresentFlag: number;
  readonly smDefaultMsgId: number;
  /** As on the wire: a user data header, when esm_class has 0x40, is its beginning. */
  readonly shortMessage: Buffer;
}

/** The message's octets, taken from short_message or from message_payload, whichever carries them (decoding only). */
export interface Content {
  /** The user data header with its length octet; absent without esm_class 0x40 or when its length can't be true. */
  readonly udh?: Buffer;
  /** What follows the header: the text's or the receipt's raw octets. */
  readonly content: Buffer;
}

export interface SubmitSm extends Header, Optional, MessageFields, Content {
  readonly command: 'submit_sm';
}
export interface DeliverSm extends Header, Optional, MessageFields, Content {
  readonly command: 'deliver_sm';
}
/** §4.7.1 */
export interface DataSm extends Header, Optional, Addressed, Content {
  readonly command: 'data_sm';
}

/** §4.4.2, §4.6.2, §4.7.2. An error may come without any body: then there is no messageId. */
export interface MessageResp extends Header, Optional {
  readonly command: 'submit_sm_resp' | 'deliver_sm_resp' | 'data_sm_resp';
  readonly messageId?: string;
}

/** §4.2, §4.11, §4.3 */
export interface Plain extends Header, Optional {
  readonly command: 'enquire_link' | 'enquire_link_resp' | 'unbind' | 'unbind_resp' | 'generic_nack';
}

/** Any other command, its body untouched. */
export interface UnknownPdu extends Header {
  readonly command: 'unknown';
  readonly commandId: number;
  readonly body: Buffer;
}

export type Pdu = Bind | BindResp | SubmitSm | DeliverSm | DataSm | MessageResp | Plain | UnknownPdu;

/** A PDU to encode: absent fields are 0, empty, or the default their type names. */
export type Outgoing<P extends Pdu = Pdu> = P extends Pdu
  ? Pick<P, Extract<keyof P, 'command' | 'sequenceNumber' | 'commandId'>> &
      Partial<Omit<P, 'command' | 'sequenceNumber' | 'commandId' | 'udh' | 'content' | 'remainder'>>
  : never;
