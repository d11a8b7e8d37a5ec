import type { z } from 'zod';

/** A zod issue in the terms of an error text. */
export interface Issue {
  readonly path: readonly PropertyKey[];
  /** What the value should be: every schema of ours says it in its error. */
  readonly expected: string;
  /** About the value, or about its key: one that the block doesn't have, or one that no key can be. */
  readonly about: 'value' | 'unknown_key' | 'wrong_key';
}

type RawIssue = z.core.$ZodIssue;

/** One issue for each value that is wrong, each missing key and each unknown one. */
export function issuesOf(issues: readonly RawIssue[]): Issue[] {
  return issues.flatMap((issue): Issue[] => {
    const { path, message } = issue;
    switch (issue.code) {
      case 'unrecognized_keys':
        return issue.keys.map((key) => ({ path: [...path, key], expected: message, about: 'unknown_key' }));
      case 'invalid_key':
        return [{ path, expected: issue.issues[0]?.message ?? message, about: 'wrong_key' }];
      case 'invalid_union': {
        const branch = closest(issue.errors);
        if (branch === undefined) return [{ path, expected: message, about: 'value' }];
        return issuesOf(branch).map((inner) => ({ ...inner, path: [...path, ...inner.path] }));
      }
      default:
        return [{ path, expected: message, about: 'value' }];
    }
  });
}

/** The branch that the value was meant for: the one whose complaints are all about what is inside, deepest first. */
function closest(branches: readonly (readonly RawIssue[])[]): readonly RawIssue[] | undefined {
  const depth = (issue: RawIssue) => issue.path.length + (issue.code === 'unrecognized_keys' ? 1 : 0);
  return branches
    .map((issues) => ({ issues, depth: Math.min(...issues.map(depth)) }))
    .filter(({ depth }) => depth > 0)
    .sort((a, b) => b.depth - a.depth || a.issues.length - b.issues.length)[0]?.issues;
}
