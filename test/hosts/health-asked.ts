import type { Operator } from './operator.js';

export interface Found {
  readonly check: string;
  readonly level: string;
  readonly node: string | null;
  readonly message: string;
  readonly advice: string;
}

/** `health --json` as somebody runs it. */
export const healthAsked =
  (operator: Operator) =>
  async (...argv: readonly string[]) => {
    const { code, stdout } = await operator.run('health', '--json', ...argv);
    const { findings, level, passed, not_checked } = JSON.parse(stdout) as {
      readonly findings: readonly Found[];
      readonly [key: string]: unknown;
    };
    return { code, level, findings, passed, notChecked: not_checked };
  };

/** `warning quorum rabbit@mq1`, sorted. */
export const told = (findings: readonly Found[]): readonly string[] =>
  findings.map(({ level, check, node }) => [level, check, node].filter(Boolean).join(' ')).toSorted();
