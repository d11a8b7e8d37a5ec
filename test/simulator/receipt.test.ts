import type { Message } from '../../simulator/message';
import { encodeReceipt } from '../../simulator/receipt';
import { asksForReceipt, RECEIPT_STATES, type ReceiptStateName } from '../../simulator/receipt-states';
import { smpp } from '../../simulator/smpp-package';

const message: Message = {
  id: { inResponse: 'FF', inReceipt: '255' },
  source: { ton: 5, npi: 0, addr: 'ACME' },
  destination: { ton: 1, npi: 1, addr: '61400000001' },
  registeredDelivery: 1,
  excerpt: 'hello',
  submittedAt: Date.UTC(2026, 10, 23, 12, 0, 59),
};

const encode = (state: ReceiptStateName, withTlvs = true, esmClass?: number): Buffer =>
  encodeReceipt({ message, state, esmClass, doneAt: Date.UTC(2026, 10, 23, 12, 1, 0) }, 77, withTlvs);

describe('a receipt', () => {
  it.each(Object.keys(RECEIPT_STATES) as ReceiptStateName[])(
    'reads the same to another implementation: %s',
    (state) => {
      const { dlvrd, err, esmClass, messageState } = RECEIPT_STATES[state];
      const pdu = new smpp.PDU(encode(state));
      expect(pdu).toMatchObject({
        command: 'deliver_sm',
        command_status: 0,
        sequence_number: 77,
        source_addr_ton: 1,
        source_addr_npi: 1,
        source_addr: '61400000001',
        dest_addr_ton: 5,
        dest_addr_npi: 0,
        destination_addr: 'ACME',
        esm_class: esmClass,
        data_coding: 0,
        receipted_message_id: '255',
        short_message: {
          message: `id:255 sub:001 dlvrd:${dlvrd} submit date:2611231200 done date:2611231201 stat:${state} err:${err} text:hello`,
        },
      });
      expect(pdu.message_state).toBe(messageState);
    },
  );

  it('can go without TLVs, and with another esm_class', () => {
    const pdu = new smpp.PDU(encode('DELIVRD', false, 0x20));
    expect(pdu.esm_class).toBe(0x20);
    expect(pdu).not.toHaveProperty('receipted_message_id');
    expect(pdu).not.toHaveProperty('message_state');
  });

  it.each([
    [0x00, []],
    [0x01, ['intermediate', 'success', 'failure', 'acknowledgement']],
    [0x02, ['intermediate', 'failure', 'acknowledgement']],
    [0x03, ['intermediate', 'success', 'acknowledgement']],
    [0x10, []],
    [0x19, ['intermediate', 'success', 'failure', 'acknowledgement']],
  ])('is asked for by registered_delivery %i', (registeredDelivery, kinds) => {
    const all = ['intermediate', 'success', 'failure', 'acknowledgement'] as const;
    expect(all.filter((kind) => asksForReceipt(registeredDelivery, kind))).toEqual(kinds);
  });
});
