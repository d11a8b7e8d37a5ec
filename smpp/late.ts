/** Requests that timed out and may be answered yet: the carrier's late word is still its word. */

export interface Late<C> {
  /** Keeps a timed-out request's context. The oldest is forgotten when there are too many. */
  remember(sequence: number, context: C): void;
  has(sequence: number): boolean;
  /** The context of a request that is answered after all; a second answer finds nothing. */
  take(sequence: number): { readonly context: C } | undefined;
  clear(): void;
}

export function createLate<C>(capacity: number): Late<C> {
  const contexts = new Map<number, { readonly context: C }>();
  return {
    remember(sequence, context) {
      contexts.set(sequence, { context });
      if (contexts.size <= capacity) return;
      for (const oldest of contexts.keys()) {
        contexts.delete(oldest);
        return;
      }
    },
    has: (sequence) => contexts.has(sequence),
    take(sequence) {
      const found = contexts.get(sequence);
      contexts.delete(sequence);
      return found;
    },
    clear: () => contexts.clear(),
  };
}
