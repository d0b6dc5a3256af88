import { spawn } from 'node:child_process';
import type { Lab } from '../lab/lab.js';
import { programArgv } from '../program.js';

/** Types commands as a person would, into a real shell, and shows what comes. */
export class Shell {
  readonly #env: NodeJS.ProcessEnv;

  constructor(lab: Lab) {
    this.#env = { ...process.env, RABBITCTL_CONFIG: lab.configFile };
  }

  say(line: string): void {
    process.stdout.write(`\n# ${line}\n`);
  }

  /** Throws when the command fails, or when its output is not what was expected. */
  async run(line: string, expected: string | RegExp): Promise<void> {
    process.stdout.write(`\n$ ${line}\n`);
    const { stdout, code } = await this.#type(line);
    if (code !== 0) throw new Error(`\`${line}\` ended with ${code}`);
    if (!fits(stdout, expected)) throw new Error(`\`${line}\` printed something else than ${expected}`);
  }

  /** Statistics come in every five seconds: waits until they are in, then shows the line as `run` does. */
  async runOnceIn(line: string, expected: string | RegExp): Promise<void> {
    const deadline = Date.now() + 20_000;
    while (Date.now() < deadline && !fits((await this.#type(line, false)).stdout, expected)) {
      await new Promise((resolve) => setTimeout(resolve, 500));
    }
    await this.run(line, expected);
  }

  /** `rabbitctl` in the line is this checkout's. */
  #type(line: string, shown = true): Promise<{ readonly stdout: string; readonly code: number | null }> {
    const program = programArgv([]).map((word) => `"${word}"`);
    const here = `rabbitctl() { ${program.join(' ')} "$@"; }`;
    return new Promise((resolve, reject) => {
      const child = spawn('bash', ['-c', `set -o pipefail\n${here}\n${line}`], {
        env: this.#env,
        stdio: ['ignore', 'pipe', 'inherit'],
      });
      let stdout = '';
      child.stdout.setEncoding('utf8').on('data', (chunk: string) => {
        stdout += chunk;
        if (shown) process.stdout.write(chunk);
      });
      child.once('error', reject);
      child.once('close', (code) => resolve({ stdout, code }));
    });
  }
}

const fits = (stdout: string, expected: string | RegExp): boolean =>
  typeof expected === 'string' ? stdout.trim() === expected : expected.test(stdout);
