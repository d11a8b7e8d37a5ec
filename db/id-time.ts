const alphabet = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
const latest = 2 ** 48 - 1;

/** The time in an id (ms). */
export function timeOfId(id: string): number {
  let time = 0;
  for (const char of id.slice(0, 10)) time = time * 32 + alphabet.indexOf(char);
  return time;
}

/** The smallest id that can have been made at this time: a ULID begins with its milliseconds, 10 characters of base 32. */
export function firstIdAt(time: Date): string {
  let rest = Math.min(Math.max(time.getTime(), 0), latest);
  let head = '';
  for (let i = 0; i < 10; i++) {
    head = alphabet.charAt(rest % 32) + head;
    rest = Math.floor(rest / 32);
  }
  return head.padEnd(26, '0');
}
