import { spawn } from 'node:child_process';

export interface Finished {
  readonly stdout: string;
  readonly stderr: string;
  readonly code: number;
}

export interface StartOptions {
  /** Written to stdin, which is then closed. */
  readonly input?: string | undefined;
  readonly env?: NodeJS.ProcessEnv | undefined;
  /** Seconds until the child is killed; 600 when not given. */
  readonly deadline?: number | undefined;
}

/** Runs a program to its end; any exit code but 0 is an error that carries what the program said. */
export async function run(argv: readonly string[], options: StartOptions = {}): Promise<string> {
  const { stdout, stderr, code } = await tryRun(argv, options);
  if (code !== 0) throw new Error(`${argv.join(' ')} ended with ${code}: ${(stderr || stdout).trim()}`);
  return stdout;
}

/** Runs a program to its end and hands back whatever came of it. */
export function tryRun(argv: readonly string[], options: StartOptions = {}): Promise<Finished> {
  const [program = '', ...rest] = argv;
  return new Promise((resolve, reject) => {
    const child = spawn(program, rest, { env: options.env ?? process.env, stdio: ['pipe', 'pipe', 'pipe'] });
    const timer = setTimeout(() => child.kill('SIGKILL'), (options.deadline ?? 600) * 1000);
    const output = { stdout: '', stderr: '' };
    child.stdout.setEncoding('utf8').on('data', (text: string) => {
      output.stdout += text;
    });
    child.stderr.setEncoding('utf8').on('data', (text: string) => {
      output.stderr += text;
    });
    // A program that reads no input may close its stdin early: no error of ours.
    child.stdin.on('error', () => {});
    child.stdin.end(options.input ?? '');
    child.on('error', reject).on('close', (code) => {
      clearTimeout(timer);
      resolve({ ...output, code: code ?? 137 });
    });
  });
}
