import { expect } from 'vitest';
import type { Operator } from './operator.js';

/** Runs a command that must end with this code, print nothing on stdout and say all of this on stderr. */
export async function expectRefusal(
  operator: Operator,
  argv: readonly string[],
  code: number,
  ...says: readonly (string | RegExp)[]
): Promise<string> {
  const ended = await operator.run(...argv);
  const all = says.map((words) => expect.stringMatching(words instanceof RegExp ? words : literally(words)));
  for (const stderr of all) expect({ argv, ...ended }).toEqual({ argv, code, stdout: '', stderr });
  return ended.stderr;
}

export const literally = (text: string): RegExp => new RegExp(text.replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&'));
