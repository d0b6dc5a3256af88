import { asRecord } from '../../api/shapes.js';
import { hostOf } from '../../cluster/node-name.js';
import { CheckFailed } from '../../errors.js';
import { runTool } from '../../ssh/rabbitmqctl.js';
import { parseToolJson } from '../../ssh/tool-json.js';
import type { AskedMember } from '../member.js';

export interface ToolAnswer {
  readonly code: number;
  /** What it printed as JSON; an empty object when it printed none. */
  readonly json: Readonly<Record<string, unknown>>;
  readonly stderr: string;
}

/** Asks the node's own tool, in JSON. Any exit code is an answer: health checks use them. Throws what `runTool` throws. */
export async function askOwnTool(
  { node, name }: AskedMember,
  tool: string,
  ...words: readonly string[]
): Promise<ToolAnswer> {
  const { code, stdout, stderr } = await runTool(node.host, tool, toolWords(name, ...words, '--formatter', 'json'), {
    deadline: 120_000,
    ...(node.sudo === undefined ? {} : { sudo: node.sudo }),
  });
  // A check that fails says so on stderr, in JSON as well (seen: 3.8.9).
  return { code, json: asRecord(parseToolJson(stdout) ?? parseToolJson(stderr)), stderr: stderr.trim() };
}

/** The same, where only 0 will do. Throws CheckFailed with the tool's own words. */
export async function demandOfOwnTool(
  member: AskedMember,
  tool: string,
  ...words: readonly string[]
): Promise<ToolAnswer> {
  const answer = await askOwnTool(member, tool, ...words);
  if (answer.code === 0) return answer;
  throw new CheckFailed(`${tool} ${words[0] ?? ''} failed on ${member.name} with code ${answer.code}`, {
    node: member.name,
    hint: answer.stderr || JSON.stringify(answer.json),
  });
}

const toolWords = (name: string, ...words: readonly string[]): readonly string[] => [
  '--quiet',
  '--node',
  name,
  ...(hostOf(name).includes('.') ? ['--longnames'] : []),
  ...words,
];
