/** From what a sender wrote to a message that can be stored: its route, its text as it will go out, its price. */
import { carriageOf, type Price } from '../carrier/carriage';
import type { CarrierProfile } from '../carrier/profile';
import { type Priority, priorities } from '../carrier/route';
import type { RouteFound, RouteQuery } from '../carrier/routing';
import type { ApiKey } from '../db/api-keys';
import type { NewMessage } from '../db/intake';
import type { Failure } from '../message/fact';
import { newUlid } from '../message/id';
import { planText } from '../message/text';
import type { FieldError } from './problem';
import type { Row } from './schema/message';

/** A message that has all but the time of its commit. */
export interface Draft extends Omit<NewMessage, 'queuedAt' | 'startsAt'> {
  /** Null: at once. */
  readonly sendAt: Date | null;
}

/** The carriers, and which of them (best first) a message may go to. */
export interface Routing {
  readonly carriers: ReadonlyMap<string, CarrierProfile>;
  readonly findRoute: (query: RouteQuery) => RouteFound | null;
}

export type Drafting =
  | { readonly ok: true; readonly draft: Draft }
  | { readonly ok: false; readonly errors: readonly FieldError[] };

const noRoute: Failure = { code: 'no_route', carrierCode: null, raw: null };
const defaultValidity = 86_400_000;
const defaultSegments = 10;
const simulated = /^\+1500555\d{4}$/;

/** Drafts a message. It is refused for what its fields can't tell each alone; without a route it is drafted as Failed. */
export function draftMessage(
  wanted: Row,
  caller: ApiKey,
  batch: { id: string; priority: Priority } | null,
  routing: Routing,
): Drafting {
  const { to, from, body } = wanted;
  if (from === undefined || body === undefined) return { ok: false, errors: missing({ from, body }) };
  const outOfReach = beyondTestKey(caller, to.number, '/to');
  if (outOfReach) return { ok: false, errors: [outOfReach] };

  const priority = wanted.priority ?? batch?.priority ?? 'normal';
  const { carrier, price } = carrierFor(wanted, from, caller, priority, routing);
  const text = planText(body, {
    encoding: wanted.encoding ?? 'auto',
    smart: wanted.smart_encoding ?? false,
    alphabets: carrier?.alphabets,
    longMessages: carrier?.longMessages ?? 'udh8',
    maxSegments: Math.min(wanted.max_segments ?? Number.POSITIVE_INFINITY, carrier?.maxSegments ?? defaultSegments),
  });
  if (!text.ok) return refuse('/body', text.error.code, text.error.detail);

  const { plan } = text;
  const carriage = carrier && carriageOf(plan, carrier, price);
  return {
    ok: true,
    draft: {
      id: newUlid(),
      accountId: caller.accountId,
      batchId: batch?.id ?? null,
      carrier: carrier?.name ?? null,
      failure: carrier ? null : noRoute,
      recipient: to.number,
      sender: from,
      country: to.country,
      body: plan.text,
      encoding: plan.encoding,
      segments: plan.segments,
      partCount: plan.parts,
      priority: priorities.indexOf(priority),
      requestRead: wanted.request_read ?? false,
      price: carriage?.price ?? null,
      currency: carriage?.currency ?? null,
      clientRef: wanted.client_ref ?? null,
      metadata: wanted.metadata ?? null,
      tags: wanted.tags ?? null,
      validity: wanted.validity ?? Math.ceil((carrier?.validity ?? defaultValidity) / 1000),
      sendAt: wanted.send_at ?? null,
    },
  };
}

const testNumbers = 'A test key reaches the numbers +15005550000 to +15005559999 only; use a live key for others.';

/** What is wrong with a number that only live keys reach; null when it is fine. */
export function beyondTestKey({ mode }: ApiKey, number: string, pointer: string): FieldError | null {
  const inReach = mode === 'live' || simulated.test(number);
  return inReach ? null : { pointer, code: 'test_key_recipient', detail: testNumbers };
}

function carrierFor(
  { to }: Row,
  sender: string,
  caller: ApiKey,
  priority: Priority,
  { carriers, findRoute }: Routing,
): { carrier: CarrierProfile | undefined; price: Price | null } {
  const query = { recipient: to.number, country: to.country, sender, account: caller.account, priority };
  const route = findRoute(query);
  const name = route?.carriers.find((candidate) => carriers.has(candidate));
  return { carrier: name === undefined ? undefined : carriers.get(name), price: route?.price ?? null };
}

function missing(fields: Readonly<Record<string, unknown>>): FieldError[] {
  return Object.keys(fields)
    .filter((name) => fields[name] === undefined)
    .map((name) => ({ pointer: `/${name}`, code: 'required', detail: 'This field is required.' }));
}

function refuse(pointer: string, code: string, detail: string): Drafting {
  return { ok: false, errors: [{ pointer, code, detail }] };
}
