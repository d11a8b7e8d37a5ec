/** What the sample's messages say: the traffic of an ordinary day, each text once, since its number is in it. */

export interface Text {
  readonly from: string;
  readonly body: string;
  readonly priority: 'urgent' | 'normal' | 'bulk';
  readonly tags: readonly string[];
}

type Writer = (index: number) => Text;

const code = (index: number) => `${100_000 + ((index * 7919) % 900_000)}`;
const consignment = (index: number) => `WB${`${index}`.padStart(6, '0')}`;
const hour = (index: number) => 9 + (index % 8);

const oneTimeCode: Writer = (index) => ({
  from: 'ACME',
  body: `${code(index)} is your ACME sign-in code. It is valid for 10 minutes. We never ask you for it.`,
  priority: 'urgent',
  tags: ['sign-in'],
});

const parcel: Writer = (index) => ({
  from: 'WAYBILL',
  body: `Your parcel ${consignment(index)} arrives today between ${hour(index)}:00 and ${hour(index) + 2}:00.`,
  priority: 'normal',
  tags: ['parcels'],
});

const appointment: Writer = (index) => ({
  from: 'City Dental',
  body: `Reminder: your appointment ${code(index)} is tomorrow at ${hour(index)}:30. Reply C to confirm.`,
  priority: 'normal',
  tags: ['reminders'],
});

/** The emoji takes it to UCS-2. */
const birthday: Writer = (index) => ({
  from: 'ACME',
  body: `🎉 Happy birthday! 20% off today with code ${code(index)}.`,
  priority: 'bulk',
  tags: ['birthdays'],
});

/** More than 160 characters: two segments. */
const outage: Writer = (index) => ({
  from: 'HydroGrid',
  body:
    `Planned work: the power in your street will be off on Thursday from ${hour(index)}:00 for about two hours. ` +
    `Please leave fridges closed and unplug what must not restart by itself. Reference ${code(index)}. Thank you.`,
  priority: 'bulk',
  tags: ['notices'],
});

const ofOnePart: readonly Writer[] = [oneTimeCode, parcel, appointment, parcel, birthday];
const ofAnyLength: readonly Writer[] = [...ofOnePart, outage, parcel, appointment];

/**
 * @param index the message's place in the batch: it chooses the text and is what makes it unlike the others
 * @param anyLength false keeps to one segment
 */
export function textFor(index: number, anyLength: boolean): Text {
  const writers = anyLength ? ofAnyLength : ofOnePart;
  return (writers[index % writers.length] ?? parcel)(index);
}
