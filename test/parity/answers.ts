import { type ChildProcessWithoutNullStreams, spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import type { Lab } from '../lab/lab.js';

export interface Answer {
  readonly stdout: string;
  readonly stderr: string;
  readonly code: number;
}

type Waiting = { resolve: (answer: Answer) => void; reject: (error: Error) => void };

/** One SSH session to a host, in which something answers each line in turn: exit code, stdout and stderr, the last two in base64. */
export class Answers {
  readonly #child: ChildProcessWithoutNullStreams;
  readonly #waiting: Waiting[] = [];
  #complaint = '';
  #failure: Error | undefined;

  /** `command` is for the shell over there. */
  constructor(lab: Lab, host: string, command: string) {
    this.#child = spawn('ssh', ['-F', lab.sshConfigFile, host, command]);
    this.#child.stdin.on('error', () => {});
    this.#child.stderr.setEncoding('utf8').on('data', (text: string) => {
      this.#complaint += text;
    });
    createInterface({ input: this.#child.stdout }).on('line', (line) => this.#answer(line));
    this.#child.on('error', (error) => this.#fail(error));
    this.#child.on('close', () => this.#fail(new Error(`the session on ${host} ended: ${this.#complaint.trim()}`)));
  }

  /** How many answers are still to come. */
  get waiting(): number {
    return this.#waiting.length;
  }

  get ended(): boolean {
    return this.#failure !== undefined;
  }

  /** A line that nothing answers. */
  tell(line: string): void {
    this.#child.stdin.write(`${line}\n`);
  }

  /** Any exit code is an answer. Throws when the session ends. */
  ask(line: string): Promise<Answer> {
    if (this.#failure !== undefined) return Promise.reject(this.#failure);
    this.tell(line);
    return new Promise((resolve, reject) => this.#waiting.push({ resolve, reject }));
  }

  async end(): Promise<void> {
    if (this.#failure !== undefined) return;
    const closed = new Promise((resolve) => this.#child.once('close', resolve));
    this.#child.stdin.end();
    await closed;
  }

  #answer(line: string): void {
    const [code = '', stdout = '', stderr = ''] = line.split(':');
    this.#waiting.shift()?.resolve({ code: Number(code), stdout: decode(stdout), stderr: decode(stderr) });
  }

  #fail(error: Error): void {
    this.#failure ??= error;
    for (const { reject } of this.#waiting.splice(0)) reject(error);
  }
}

const decode = (text: string): string => Buffer.from(text, 'base64').toString('utf8');
