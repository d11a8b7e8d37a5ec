/**
 * Typography that word processors put in and the GSM alphabet lacks, with what a typewriter would have written. Only signs whose meaning
 * the replacement keeps: letters are never stripped of their accents.
 */
const plain: Readonly<Record<string, string>> = {
  "'": '\u2018\u2019\u201a\u201b\u2032\u00b4\u0060\u02bc',
  '"': '\u201c\u201d\u201e\u201f\u2033\u00ab\u00bb',
  '<': '\u2039',
  '>': '\u203a',
  '-': '\u2010\u2011\u2012\u2013\u2014\u2015\u2212\u2043',
  '/': '\u2044\u2215',
  '*': '\u2022\u2219',
  '...': '\u2026',
  ' ': '\t\u00a0\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u202f\u205f\u3000',
  '\n': '\u2028\u2029\u0085',
  // Invisible: soft hyphen, zero-width space, word joiner, byte order mark.
  '': '\u00ad\u200b\u2060\ufeff',
};

const replacementOf: ReadonlyMap<string, string> = new Map(
  Object.entries(plain).flatMap(([replacement, signs]) => [...signs].map((sign) => [sign, replacement] as const)),
);

/** The text with typographic quotes, dashes, spaces and the like written as GSM has them; everything else as it was. */
export function replaceTypography(text: string): string {
  let replaced = '';
  for (const char of text) replaced += replacementOf.get(char) ?? char;
  return replaced;
}
