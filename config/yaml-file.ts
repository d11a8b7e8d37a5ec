import { LineCounter, type Node, parseDocument, visit } from 'yaml';
import { type Environment, substitute } from './substitute';

/**
 * A YAML text of plain data, whose values come from the environment where it says so. Aliases are problems, so nothing in it can refer to
 * itself or multiply.
 */

export interface Problem {
  readonly line: number;
  readonly text: string;
}

export interface YamlFile {
  readonly contents: Node | null;
  /** What makes it no file of plain data at all: then there are no contents. */
  readonly faults: readonly Problem[];
  /** What the environment lacks. */
  readonly gaps: readonly Problem[];
  readonly lineOf: (node: Node | null) => number;
  /** The variables that a scalar was made of, undefined where it stands in the file itself. */
  readonly variablesOf: (node: Node) => readonly string[] | undefined;
  /** A scalar that lacks something of the environment. */
  readonly hasGap: (node: Node) => boolean;
  /** The contents as plain objects, lists and scalars. */
  readonly toData: () => unknown;
}

/** A carriers file has some hundred lines; a megabyte is another file. */
const longest = 1_000_000;

/** Reads the text and puts the environment into its values; keys are left as they stand, and are always text. Never throws. */
export function readYaml(text: string, env: Environment): YamlFile {
  const counter = new LineCounter();
  const tooLong = text.length > longest;
  const document = parseDocument(tooLong ? '' : text, { lineCounter: counter, prettyErrors: false, stringKeys: true });
  const lineAt = (offset: number) => Math.max(counter.linePos(offset).line, 1);
  const lineOf = (node: Node | null) => lineAt(node?.range?.[0] ?? 0);
  const faults: Problem[] = [...document.errors, ...document.warnings].map(({ code, message, pos }) => ({
    line: lineAt(pos[0]),
    text: code === 'RESOURCE_EXHAUSTION' ? 'blocks are nested too deeply' : `not valid YAML: ${message}`,
  }));
  if (tooLong) faults.push({ line: 1, text: `the file is longer than ${longest} characters` });
  const gaps = new Map<Node, Problem>();
  const variables = new Map<Node, readonly string[]>();

  if (faults.length === 0) {
    visit(document, {
      Alias: (_, node): void => {
        faults.push({ line: lineOf(node), text: `aliases (*${node.source}) are not taken; write the value out` });
      },
      Scalar: (position, node): void => {
        if (position === 'key') {
          // Such a key would vanish on its way into an object.
          if (node.value === '__proto__') faults.push({ line: lineOf(node), text: 'no key can be called "__proto__"' });
        } else if (typeof node.value === 'string') {
          const result = substitute(node.value, env);
          if (!result.ok) gaps.set(node, { line: lineOf(node), text: result.problem });
          else if (result.variables.length > 0) variables.set(node, result.variables);
          if (result.ok) node.value = result.text;
        }
      },
    });
  }
  return {
    contents: document.contents,
    faults: distinct(faults),
    gaps: [...gaps.values()],
    lineOf,
    variablesOf: (node) => variables.get(node),
    hasGap: (node) => gaps.has(node),
    toData: () => document.toJS({ maxAliasCount: 0 }),
  };
}

/** The parser may say the same of a line many times. */
function distinct(problems: readonly Problem[]): Problem[] {
  return [...new Map(problems.map((problem) => [`${problem.line} ${problem.text}`, problem])).values()].slice(0, 20);
}
