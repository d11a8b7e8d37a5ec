const SIGNALS: NodeJS.Signals[] = ['SIGINT', 'SIGTERM', 'SIGHUP'];
/** npm passes Ctrl-C on although the terminal has sent it to us already: within this time both are one. */
const SAME_SIGNAL_MS = 1_000;

const PARENT_POLL_MS = 500;

/**
 * Calls `stop` on the first SIGINT, SIGTERM or SIGHUP, or when the npm that started us was killed; `stopNow` on the
 * second signal.
 */
export function onStopSignals(stop: () => void, stopNow: () => void): void {
  let first: number | null = null;
  for (const name of SIGNALS) {
    process.on(name, () => {
      if (first === null) {
        first = Date.now();
        stop();
      } else if (Date.now() - first > SAME_SIGNAL_MS) {
        stopNow();
      }
    });
  }
  onLossOfNpm(() => {
    first ??= Date.now();
    stop();
  });
}

/** A killed npm cannot pass anything on; we would run on unseen. */
function onLossOfNpm(call: () => void): void {
  if (process.env.npm_lifecycle_event === undefined) return;
  const parent = process.ppid;
  const timer = setInterval(() => {
    if (process.ppid === parent) return;
    clearInterval(timer);
    call();
  }, PARENT_POLL_MS);
  timer.unref();
}
