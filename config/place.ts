import { isMap, isScalar, isSeq, type Node, type Pair, parse, type Scalar } from 'yaml';
import { shown } from './shown';
import type { YamlFile } from './yaml-file';

/** Where a path leads in a YAML file, so that an error can say so. */
export interface Place {
  /** The line of the key, or of the list's item; of the block around it where the key is missing. */
  readonly line: number;
  /** `carriers.acme.binds`, `routes[0].carriers[1]`: the path, as far as the file has it and one key further. */
  readonly name: string;
  /** The value as an error shows it, undefined where it is missing. */
  readonly got: string | undefined;
  /** The value's node if it is a plain (unquoted) scalar from the environment, else null. */
  readonly fromEnvironment: Scalar | null;
  /** The value lacks something of the environment, so what it says now means nothing. */
  readonly gap: boolean;
}

const secretKey = /^password$/;
const secretVariable = /pass|secret|token|credential/i;

/** Follows a path from the root; it may end before the path does, at a scalar or a missing key. */
export function findPlace(file: YamlFile, path: readonly PropertyKey[]): Place {
  let node: Node | null = file.contents;
  let line = file.lineOf(node);
  let name = '';
  for (const step of path.map(String)) {
    if (isMap(node)) {
      name += name === '' ? step : `.${step}`;
      const pair = (node.items as Pair<Scalar, Node | null>[]).find(({ key }) => key.value === step); // keys are text: `stringKeys`
      if (pair === undefined) return { line, name, got: undefined, fromEnvironment: null, gap: false };
      line = file.lineOf(pair.key);
      node = pair.value;
    } else if (isSeq(node)) {
      name += `[${step}]`;
      const item = node.items[Number(step)] as Node | undefined; // what a parsed list holds are nodes
      if (item === undefined) return { line, name, got: undefined, fromEnvironment: null, gap: false };
      line = file.lineOf(item);
      node = item;
    } else break;
  }
  const variables = node === null ? undefined : file.variablesOf(node);
  return {
    line,
    name,
    got: describe(node, variables, secretKey.test(String(path.at(-1)))),
    fromEnvironment: isScalar(node) && node.type === 'PLAIN' && variables !== undefined ? node : null,
    gap: node !== null && file.hasGap(node),
  };
}

function describe(node: Node | null, variables: readonly string[] | undefined, secret: boolean): string {
  const value = isMap(node) ? {} : isSeq(node) ? [] : isScalar(node) ? node.value : null;
  const hidden = secret || variables?.some((variable) => secretVariable.test(variable));
  const source = variables === undefined ? '' : ` from ${variables.map((variable) => `\${${variable}}`).join(', ')}`;
  return `${hidden && value !== null ? '***' : shown(value)}${source}`;
}

/** A scalar's text as YAML reads it where that is a number, true, false or null; otherwise the text itself. */
export function retyped(text: string): number | boolean | null | string {
  if (/[^\w.+~-]/.test(text)) return text;
  const value: unknown = parse(text);
  return typeof value === 'number' || typeof value === 'boolean' || value === null ? value : text;
}
