import { z } from 'zod';
import { parseDuration } from '../message/duration';

/**
 * The kinds of field that configuration is made of. Each says what it expects in one phrase, which is the error's text when a value is
 * wrong (`expected a whole number from 1 to 100, got "many"`) and stands in the generated docs.
 */

/** The phrase as an error for every way a value can be wrong, and as metadata for the docs. */
const expecting = (expected: string) => ({ error: expected, meta: { expected } });

/** A whole number. Text is never taken for one: the reader of the file decides what is a number. */
export function wholeNumber(min: number, max: number) {
  const { error, meta } = expecting(`a whole number from ${min} to ${max}`);
  return z.int({ error }).min(min, { error }).max(max, { error }).meta(meta);
}

export function decimalNumber(min: number, max: number) {
  const { error, meta } = expecting(`a number from ${min} to ${max}`);
  return z.number({ error }).min(min, { error }).max(max, { error }).meta(meta);
}

/** Printable ASCII of bounded length, as a C-octet string of SMPP takes it (SMPP 3.4 §3.1). `max` doesn't count the NUL. */
export function asciiText(min: number, max: number) {
  const { error, meta } = expecting(
    `text of ${min} to ${max} printable ASCII characters, in quotes where it looks like a number`,
  );
  return z
    .string({ error })
    .regex(new RegExp(`^[\\x20-\\x7e]{${min},${max}}$`), { error })
    .meta(meta);
}

/** Text that a pattern describes; `expected` describes it in words. */
export function textLike(pattern: RegExp, expected: string) {
  const { error, meta } = expecting(expected);
  return z.string({ error }).regex(pattern, { error }).meta(meta);
}

/** Text for which a predicate holds; `expected` describes it in words. */
export function textThat(holds: (text: string) => boolean, expected: string) {
  const { error, meta } = expecting(expected);
  return z.string({ error }).refine(holds, { error }).meta(meta);
}

/** `250ms`, `10s`, `5m`, `24h`: becomes milliseconds. The bounds are written the same way. */
export function duration(min: string, max: string) {
  const { error, meta } = expecting(`a duration from ${min} to ${max}, such as 500ms, 10s, 5m or 24h`);
  const [least, most] = [milliseconds(min), milliseconds(max)];
  return z
    .string({ error })
    .transform((text, context) => {
      const parsed = parseDuration(text);
      if (parsed.ok && parsed.ms >= least && parsed.ms <= most) return parsed.ms;
      context.addIssue({ code: 'custom', message: error, input: text });
      return z.NEVER;
    })
    .meta(meta);
}

function milliseconds(bound: string): number {
  const parsed = parseDuration(bound);
  if (!parsed.ok) throw new TypeError(parsed.detail);
  return parsed.ms;
}

export function oneOf<const Word extends string>(words: readonly Word[]) {
  const { error, meta } = expecting(`one of ${words.join(', ')}`);
  return z.enum(words, { error }).meta(meta);
}

export function flag() {
  const { error, meta } = expecting('true or false');
  return z.boolean({ error }).meta(meta);
}

/** `response_timeout` as `responseTimeout`. */
export type CamelCase<Text extends string> = Text extends `${infer Head}_${infer Tail}`
  ? `${Head}${Capitalize<CamelCase<Tail>>}`
  : Text;
/** An object whose snake_case keys, as files write them, are in camelCase. */
export type CamelKeys<Value> = {
  readonly [Key in keyof Value as Key extends string ? CamelCase<Key> : Key]: Value[Key];
};

/** What must hold between fields that are each right by themselves; the last of `keys` is the one to blame. */
export interface CrossCheck<Value> {
  readonly keys: readonly (keyof Value & string)[];
  readonly holds: (value: Value) => boolean;
  readonly expected: string;
}

/** An object with these keys and no others; read, its keys are in camelCase. */
export function fields<Shape extends z.ZodRawShape>(
  shape: Shape,
  ...checks: CrossCheck<z.output<z.ZodObject<Shape, z.core.$strict>>>[]
) {
  const keys = Object.keys(shape).join(', ');
  const object = z.strictObject(shape, {
    error: (issue) => (issue.code === 'unrecognized_keys' ? `one of ${keys}` : `a block with keys among ${keys}`),
  });
  return checks
    .reduce(
      (checked, { keys, holds, expected }) =>
        checked.refine(holds, {
          error: expected,
          path: keys.slice(-1),
          // Whatever else is wrong with the object, if these keys are right.
          when: ({ value, issues }) =>
            value instanceof Object && !issues.some(({ path }) => keys.some((key) => key === path?.[0])),
        }),
      object,
    )
    .transform((value) => camelKeys(value));
}

function camelKeys<Value extends object>(value: Value): CamelKeys<Value> {
  const renamed = Object.entries(value).map(([key, held]) => [camelCase(key), held]);
  return Object.fromEntries(renamed) as CamelKeys<Value>; // Object.fromEntries can't tell which keys it makes
}

export function camelCase(text: string): string {
  return text.replace(/_([a-z])/g, (_, letter: string) => letter.toUpperCase());
}
