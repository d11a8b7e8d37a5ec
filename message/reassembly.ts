/** Puts the parts of long messages together. Pure: the parts that wait and those that came, in; which belong together, out. */

interface Placed {
  readonly place: { readonly number: number; readonly total: number };
}

/** A part that waits for the others of its message. */
export interface Waiting<Part extends Placed> {
  /** The message in the making. */
  readonly assembly: string;
  readonly part: Part;
}

export interface Reassembly<Part extends Placed> {
  /** The parts that came, each with the message it belongs to. */
  readonly placed: readonly Waiting<Part>[];
  /** Messages of which every part is there, in the order in which they became whole. */
  readonly whole: readonly WholeMessage<Part>[];
}

export interface WholeMessage<Part extends Placed> {
  readonly assembly: string;
  /** In their order. */
  readonly parts: readonly Part[];
  /** The one that came last. */
  readonly last: Part;
}

/**
 * Places parts that share one reference. A part goes to the newest message that lacks it, since handsets use references again: what an
 * older one still lacks has been lost. `waiting` is in order of arrival, as is `arrived`; no part that came twice is among them.
 */
export function reassemble<Part extends Placed>(
  waiting: readonly Waiting<Part>[],
  arrived: readonly Part[],
  newAssembly: () => string,
): Reassembly<Part> {
  const open = new Map<string, Map<number, Part>>();
  for (const { assembly, part } of waiting) put(open, assembly, part);
  const placed: Waiting<Part>[] = [];
  const whole: WholeMessage<Part>[] = [];
  for (const part of arrived) {
    const assembly = [...open.keys()].findLast((id) => !open.get(id)?.has(part.place.number)) ?? newAssembly();
    const parts = put(open, assembly, part);
    placed.push({ assembly, part });
    if (parts.size < part.place.total) continue;
    open.delete(assembly);
    whole.push({ assembly, parts: inOrder([...parts.values()]), last: part });
  }
  return { placed, whole };
}

function put<Part extends Placed>(open: Map<string, Map<number, Part>>, assembly: string, part: Part) {
  const parts = open.get(assembly) ?? new Map<number, Part>();
  open.set(assembly, parts.set(part.place.number, part));
  return parts;
}

export function inOrder<Part extends Placed>(parts: readonly Part[]): Part[] {
  return [...parts].sort((a, b) => a.place.number - b.place.number);
}

/** The numbers of the parts that a message lacks. */
export function missingOf(parts: readonly Placed[]): number[] {
  const there = new Set(parts.map(({ place }) => place.number));
  const total = parts[0]?.place.total ?? 0;
  return Array.from({ length: total }, (_, index) => index + 1).filter((number) => !there.has(number));
}
