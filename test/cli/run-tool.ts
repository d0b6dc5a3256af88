import { type ChildProcessWithoutNullStreams, spawn } from 'node:child_process';
import { programArgv } from '../program.js';

export interface Ended {
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** A program in a world of its own: no config file, no variables of ours, nothing on stdin. */
export function start(
  program: string,
  argv: readonly string[],
  env: Readonly<Record<string, string>> = {},
): ChildProcessWithoutNullStreams {
  return spawn(program, argv, { env: { PATH: process.env.PATH ?? '', HOME: '/nonexistent', ...env }, stdio: 'pipe' });
}

export async function ended(child: ChildProcessWithoutNullStreams, input = ''): Promise<Ended> {
  const out: Buffer[] = [];
  const err: Buffer[] = [];
  child.stdout.on('data', (chunk: Buffer) => out.push(chunk));
  child.stderr.on('data', (chunk: Buffer) => err.push(chunk));
  // A program that does not read its stdin may be gone before we have written.
  child.stdin.on('error', () => {}).end(input);
  const [code, signal] = await new Promise<[number | null, NodeJS.Signals | null]>((resolve, reject) => {
    child.once('error', reject);
    child.once('close', (...how) => resolve(how));
  });
  return { code, signal, stdout: Buffer.concat(out).toString(), stderr: Buffer.concat(err).toString() };
}

/** The tool: a script runs in the Node that runs the tests. */
export function startTool(
  tool: string,
  argv: readonly string[],
  env: Readonly<Record<string, string>> = {},
): ChildProcessWithoutNullStreams {
  const [program = '', ...rest] = programArgv(argv, tool);
  return start(program, rest, env);
}

/** The tool, to its end. */
export function runTool(
  tool: string,
  argv: readonly string[],
  env: Readonly<Record<string, string>> = {},
  input = '',
): Promise<Ended> {
  return ended(startTool(tool, argv, env), input);
}
