import { numbering, type SenderKind } from '../message/sender';
import { fields, flag, wholeNumber } from './field';

/** How a carrier wants addresses marked: type of number and numbering plan (SMPP 3.4 §5.2.5, §5.2.6), and what stands before the digits. */

const ton = (usual: number) =>
  wholeNumber(0, 255)
    .default(usual)
    .meta({ description: 'Type of number: 0 unknown, 1 international, 2 national, 3 network, 5 alphanumeric.' });
const npi = (usual: number) =>
  wholeNumber(0, 255).default(usual).meta({ description: 'Numbering plan: 0 unknown, 1 ISDN (E.164).' });

const senders = (kind: SenderKind, description: string) =>
  fields({ ton: ton(numbering[kind].ton), npi: npi(numbering[kind].npi) })
    .prefault({})
    .meta({ description });

const plus = () =>
  flag().default(false).meta({ description: 'Write a `+` before the digits; most carriers want the digits alone.' });

export const addressesSchema = fields({
  alphanumeric: senders('alphanumeric', 'Senders of letters, such as ACME.'),
  short_code: senders('short_code', 'Senders of 3 to 8 digits.'),
  national: senders('national', 'Senders that begin with 0.'),
  international: fields({ ton: ton(numbering.international.ton), npi: npi(numbering.international.npi), plus: plus() })
    .prefault({})
    .meta({ description: 'Senders with a country code.' }),
  recipient: fields({ ton: ton(1), npi: npi(1), plus: plus() })
    .prefault({})
    .meta({ description: 'Recipients, which are always international.' }),
  bind: fields({ ton: ton(0), npi: npi(0) })
    .prefault({})
    .meta({ description: 'What goes with `address_range` in a bind.' }),
});
