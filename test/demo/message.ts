import type { Message } from '../../demo/api-client';

const at = (ms: number) => new Date(Date.parse('2026-11-23T10:00:00Z') + ms);

/** A message as the API would show it: delivered, unless told otherwise. */
export function message(more: Partial<Message> = {}): Message {
  return {
    id: 'msg_01M84JQFJDJ1BMHDE8EY2H814P',
    client_ref: 'demo-1',
    to: '+15005550000',
    status: 'delivered',
    error: null,
    queued_at: at(0),
    sent_at: at(100),
    accepted_at: at(200),
    final_at: at(1_000),
    read_at: null,
    ...more,
  };
}

/** One of each status in which a message can end, and of each way to the failed and the rejected. */
export function oneOfEach(): Message[] {
  const error = (text: string, carrier_code: string | null) => ({ error: { message: text, carrier_code } });
  const refused = { accepted_at: null };
  const rows: Partial<Message>[] = [
    { to: '+15005550000' },
    { to: '+15005551400', status: 'failed', ...error('The carrier deleted the message before delivering it.', '254') },
    {
      to: '+15005551000',
      status: 'failed',
      ...refused,
      ...error('The carrier refused every attempt.', 'ESME_RSYSERR'),
    },
    { to: '+15005550100', status: 'undelivered', ...error('The carrier could not deliver it.', '001') },
    { to: '+15005550200', status: 'rejected', ...refused, ...error('The number is not one of theirs.', null) },
    { to: '+15005550400', status: 'expired', ...error('The carrier could not deliver it in time.', '027') },
    { to: '+15005550500', status: 'unknown', ...error('The carrier never said what became of the message.', null) },
    { to: '+15005550900', status: 'read', read_at: at(1_200) },
  ];
  return rows.map((row, index) =>
    message({ ...row, client_ref: `demo-${index}`, id: `msg_0000000000000000000000000${index}` }),
  );
}
