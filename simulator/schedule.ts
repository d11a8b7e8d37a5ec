interface Entry {
  readonly due: number;
  readonly order: number;
  readonly run: () => void;
}

/** All that is to happen later, on one timer: tens of thousands of receipts on their way cost one heap, not as many timers. */
export interface Schedule {
  /** Milliseconds of a clock that never goes back. */
  now(): number;
  /** Runs it `delay` milliseconds from now; equal times run in the order they were given. */
  after(delay: number, run: () => void): void;
  /** Forgets everything. */
  stop(): void;
}

const isBefore = (a: Entry, b: Entry): boolean => a.due < b.due || (a.due === b.due && a.order < b.order);

/** Starts an empty schedule. */
export function createSchedule(now: () => number = () => performance.now()): Schedule {
  const heap: Entry[] = [];
  let order = 0;
  let timer: NodeJS.Timeout | undefined;
  let timerDue = Number.POSITIVE_INFINITY;
  let stopped = false;

  function arm(): void {
    const next = heap[0];
    if (next === undefined || next.due >= timerDue) return;
    clearTimeout(timer);
    timerDue = next.due;
    timer = setTimeout(runDue, Math.max(0, next.due - now()));
  }

  function runDue(): void {
    timerDue = Number.POSITIVE_INFINITY;
    const until = now();
    for (let next = heap[0]; next !== undefined && next.due <= until; next = heap[0]) {
      popFirst(heap);
      next.run();
    }
    arm();
  }

  return {
    now,
    after(delay, run) {
      if (stopped) return;
      push(heap, { due: now() + delay, order: order++, run });
      arm();
    },
    stop() {
      stopped = true;
      heap.length = 0;
      clearTimeout(timer);
    },
  };
}

function push(heap: Entry[], entry: Entry): void {
  let at = heap.length;
  heap.push(entry);
  while (at > 0) {
    const parent = (at - 1) >> 1;
    if (!isBefore(entry, heap[parent]!)) break;
    heap[at] = heap[parent]!;
    at = parent;
  }
  heap[at] = entry;
}

function popFirst(heap: Entry[]): void {
  const last = heap.pop()!;
  if (heap.length === 0) return;
  let at = 0;
  for (;;) {
    let child = 2 * at + 1;
    if (child >= heap.length) break;
    if (child + 1 < heap.length && isBefore(heap[child + 1]!, heap[child]!)) child += 1;
    if (!isBefore(heap[child]!, last)) break;
    heap[at] = heap[child]!;
    at = child;
  }
  heap[at] = last;
}
