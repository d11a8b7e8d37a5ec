import type { Status } from '../message/status';

/** SGR parameters of a terminal's own palette, so that its theme decides the shades (ECMA-48 §8.3.117). */
const styles = { bold: '1', dim: '2', good: '32', bad: '31' } as const;

const statusColours: Readonly<Record<Status, string>> = {
  queued: '37',
  sent: '36',
  accepted: '34',
  delivered: '32',
  failed: '31',
  undelivered: '33',
  rejected: '35',
  expired: '33',
  unknown: '90',
  read: '92',
};

export type Style = keyof typeof styles | Status;

/** Gives a text its colour, or leaves it as it is. */
export type Paint = (style: Style, text: string) => string;

/** Colours on a terminal, unless NO_COLOR is set; nothing but the text elsewhere. */
export function paintFor(stream: Pick<NodeJS.WriteStream, 'isTTY'>, env: NodeJS.ProcessEnv): Paint {
  if (stream.isTTY !== true || env.NO_COLOR) return plainPaint;
  return (style, text) => `\u001b[${codeOf(style)}m${text}\u001b[0m`;
}

export const plainPaint: Paint = (_style, text) => text;

function codeOf(style: Style): string {
  return style in styles ? styles[style as keyof typeof styles] : statusColours[style as Status];
}
