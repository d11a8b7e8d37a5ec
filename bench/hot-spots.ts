/** Where a process spent its time: the functions of a V8 CPU profile by the time in themselves. */
import { readFileSync } from 'node:fs';
import { count } from './numbers';
import { type Column, drawTable } from './table';

/** What of a `.cpuprofile` is read here. */
export interface CpuProfile {
  readonly nodes: readonly {
    readonly id: number;
    readonly callFrame: { readonly functionName: string; readonly url: string; readonly lineNumber: number };
  }[];
  /** The node on top of the stack at each sample, and the µs before it. */
  readonly samples: readonly number[];
  readonly timeDeltas: readonly number[];
}

export interface HotSpot {
  /** `name file:line`; what V8 itself does is in parentheses. */
  readonly place: string;
  readonly micros: number;
}

const COLUMNS: readonly Column[] = [
  { title: '', width: 80, align: 'left' },
  { title: 'ms', width: 10, align: 'right' },
  { title: 'share', width: 6, align: 'right' },
];

/** The hottest places, without the time in which the process had nothing to do. */
export function hotSpots({ nodes, samples, timeDeltas }: CpuProfile): HotSpot[] {
  const placeOf = new Map(nodes.map(({ id, callFrame }) => [id, toPlace(callFrame)]));
  const micros = new Map<string, number>();
  for (const [index, id] of samples.entries()) {
    const place = placeOf.get(id) ?? '(unknown)';
    micros.set(place, (micros.get(place) ?? 0) + (timeDeltas[index] ?? 0));
  }
  micros.delete('(idle)');
  return [...micros].map(([place, time]) => ({ place, micros: time })).sort((one, other) => other.micros - one.micros);
}

/** The hottest places of a profile's file, as a table. */
export function hotSpotTable(file: string, most: number): string {
  const spots = hotSpots(JSON.parse(readFileSync(file, 'utf8')) as CpuProfile); // V8's own
  const all = spots.reduce((sum, spot) => sum + spot.micros, 0);
  const lines = spots.slice(0, most).map(({ place, micros }) => ({
    cells: [place, count(micros / 1_000), `${Math.round((micros / all) * 100)} %`],
  }));
  return drawTable(COLUMNS, lines);
}

/** Paths are shown from the build's or the package's folder on. */
function toPlace({ functionName, url, lineNumber }: CpuProfile['nodes'][number]['callFrame']): string {
  if (url === '') return functionName;
  const file = url.replace(/^.*\/(?:node_modules|dist)\//, '');
  return `${functionName || '(anonymous)'} ${file}:${lineNumber + 1}`;
}
