/** What went over one session, for metrics. Times are epoch milliseconds, 0 for never. */
export interface Counters {
  bytesIn: number;
  bytesOut: number;
  pdusIn: number;
  pdusOut: number;
  /** Socket writes: with `pdusOut`, how well writes are bundled. */
  writes: number;
  /** Submits that had no answer in time. */
  timeouts: number;
  /** Answers after their deadline. */
  lateAnswers: number;
  /** Responses that answer nothing we know of: duplicates, wrong sequence numbers, stray generic_nacks. */
  strayResponses: number;
  /** Requests that couldn't be decoded. */
  undecodable: number;
  /** Exceptions and rejections of listeners. */
  listenerErrors: number;
  lastReadAt: number;
  lastWriteAt: number;
}

export function createCounters(): Counters {
  return {
    bytesIn: 0,
    bytesOut: 0,
    pdusIn: 0,
    pdusOut: 0,
    writes: 0,
    timeouts: 0,
    lateAnswers: 0,
    strayResponses: 0,
    undecodable: 0,
    listenerErrors: 0,
    lastReadAt: 0,
    lastWriteAt: 0,
  };
}
