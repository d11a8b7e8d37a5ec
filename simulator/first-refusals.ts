/** Remembers how often a message has been refused, for numbers that refuse the first few submits of each message. */
export interface FirstRefusals {
  /** True while the message has been refused fewer than `times` times, and counts this refusal; after that it is forgotten. */
  refuse(identity: string, times: number): boolean;
}

/** Keeps at most `capacity` messages in mind: who never comes back is forgotten first. */
export function createFirstRefusals(capacity = 100_000): FirstRefusals {
  const refused = new Map<string, number>();
  return {
    refuse(identity, times) {
      const before = refused.get(identity) ?? 0;
      refused.delete(identity);
      if (before >= times) return false;
      refused.set(identity, before + 1);
      if (refused.size > capacity) refused.delete(refused.keys().next().value!);
      return true;
    },
  };
}
