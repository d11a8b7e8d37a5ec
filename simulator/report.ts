import type { Simulator } from './simulator';

/** Writes a line of figures every so many seconds, 0 for never; the function it returns ends that. */
export function reportStats(simulator: Simulator, seconds: number, write: (line: string) => void): () => void {
  if (seconds === 0) return () => {};
  let before = simulator.stats().submits;
  const timer = setInterval(() => {
    const now = simulator.stats();
    const rate = Math.round((now.submits - before) / seconds);
    before = now.submits;
    write(
      `binds ${now.binds} | submits ${now.submits} (${rate}/s): accepted ${now.accepted}, refused ${now.refused}, ` +
        `throttled ${now.throttled}, silent ${now.silent} | receipts: sent ${now.receiptsSent}, ` +
        `acknowledged ${now.receiptsAcknowledged}, refused ${now.receiptsRefused}, pending ${now.receiptsPending}`,
    );
  }, seconds * 1000);
  return () => clearInterval(timer);
}
