import { z } from 'zod';
import { constantTlvsExpected, constantTlvsSchema } from './constant-tlvs';
import { asciiText, fields, flag, oneOf, wholeNumber } from './field';

/** What a carrier wants in the fields of a `submit_sm` that say how to treat a message, rather than what it says (SMPP 3.4 §4.4.1). */

const priorityFlag = (description: string) => wholeNumber(0, 4).default(0).meta({ description });

const messageClasses = ['none', 0, 1, 2, 3] as const;
const messageClassExpected = 'none, 0 (shown at once, not stored), 1 (phone), 2 (SIM) or 3 (terminal equipment)';

export const submitSchema = fields({
  service_type: asciiText(0, 5).default('').meta({ description: 'SMPP 3.4 §5.2.11; mostly empty.' }),
  protocol_id: wholeNumber(0, 255).default(0).meta({ description: 'TP-PID of 3GPP TS 23.040 §9.2.3.9.' }),
  priority_flag: fields({
    urgent: priorityFlag('For urgent messages.'),
    normal: priorityFlag('For normal ones.'),
    bulk: priorityFlag('For bulk.'),
  })
    .prefault({})
    .meta({ description: 'What our priorities are at the carrier (SMPP 3.4 §5.2.14).' }),
  registered_delivery: fields({
    final: oneOf(['always', 'failure', 'none']).default('always').meta({
      description:
        'Which final receipts to ask for. With `failure` or `none`, what was delivered ends as Unknown: no one can say.',
    }),
    intermediate: flag().default(false).meta({ description: 'Ask for receipts while the carrier is still trying.' }),
  })
    .prefault({})
    .meta({
      description:
        'Receipts to ask for (SMPP 3.4 §5.2.17). The acknowledgement of the reader is asked for where the message wants it.',
    }),
  replace_if_present: flag().default(false).meta({
    description:
      'A message of one part replaces the one from its sender to its recipient that still waits at the carrier (SMPP 3.4 §5.2.18).',
  }),
  validity_period: oneOf(['none', 'relative', 'absolute']).default('none').meta({
    description:
      'Tell the carrier how long the message is still worth delivering, as a span or as an instant in UTC (SMPP 3.4 §7.1.1).',
  }),
  ms_validity: oneOf(['none', 'store_indefinitely', 'power_down', 'registration_area', 'display_only'])
    .default('none')
    .meta({ description: 'How long the handset is to keep it, as the TLV `ms_validity` (SMPP 3.4 §5.3.2.27).' }),
  user_message_reference: oneOf(['none', 'counter']).default('none').meta({
    description: '`counter`: a number for each part, the same whenever it is sent again (SMPP 3.4 §5.3.2.17).',
  }),
  message_class: z.literal(messageClasses, { error: messageClassExpected }).default('none').meta({
    expected: messageClassExpected,
    description: 'The class of 3GPP TS 23.038 §4. With one, it and the alphabet make the `data_coding`.',
  }),
  message_class_group: z.literal([0xf0, 0x10], { error: '0xF0 or 0x10' }).default(0xf0).meta({
    expected: '0xF0 or 0x10',
    written: '0xF0',
    description:
      'How the class of a GSM text is written: 0xF0 to 0xF3, or 0x10 to 0x13. A UCS-2 text has 0x18 to 0x1B.',
  }),
  tlvs: constantTlvsSchema.prefault({}).meta({
    expected: constantTlvsExpected,
    description: 'Optional parameters to put on every `submit_sm`.',
  }),
});
