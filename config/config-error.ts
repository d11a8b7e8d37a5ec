/** Configuration that can't be used: every problem, one a line, each naming the variable or `file:line` and what was expected. */
export class ConfigError extends Error {
  constructor(
    source: string,
    readonly problems: readonly string[],
  ) {
    super(
      `${problems.length === 1 ? 'one problem' : `${problems.length} problems`} in ${source}:\n${problems.map((problem) => `  ${problem}`).join('\n')}`,
    );
    this.name = 'ConfigError';
  }
}
