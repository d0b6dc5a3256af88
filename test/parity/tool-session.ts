import { type ChildProcessWithoutNullStreams, spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import type { Lab } from '../lab/lab.js';

export interface Answer {
  readonly stdout: string;
  readonly stderr: string;
  readonly code: number;
}

type Waiting = { resolve: (answer: Answer) => void; reject: (error: Error) => void };

/** One SSH session to a host, in which its own tools run one after another, as an operator would run them. */
export class ToolSession {
  readonly #child: ChildProcessWithoutNullStreams;
  readonly #waiting: Waiting[] = [];
  #complaint = '';
  #failure: Error | undefined;

  constructor(lab: Lab, host: string) {
    const shell = 'cd / && LANG=C.UTF-8 exec sudo -n -u rabbitmq bash -s';
    this.#child = spawn('ssh', ['-F', lab.sshConfigFile, host, shell]);
    this.#child.stdin.on('error', () => {});
    // One scheduler: the tool starts in half the time.
    this.#child.stdin.write('export RABBITMQ_CTL_ERL_ARGS="+S 1:1 +sbwt none"\n');
    // Debian's tools of 4.0 look for plugins, and so for their commands, where none are.
    this.#child.stdin.write('export PLUGINS_DIR="$(echo /usr/lib/rabbitmq/lib/rabbitmq_server-*/plugins)"\n');
    this.#child.stdin.write('export RABBITMQ_PLUGINS_DIR="$PLUGINS_DIR"\n');
    this.#child.stdin.write('files=$(mktemp -d); trap "rm -r $files" EXIT\n');
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

  /** Any exit code is an answer. */
  run(tool: string, argv: readonly string[], stdin = ''): Promise<Answer> {
    const words = [`/usr/lib/rabbitmq/bin/${tool}`, ...argv].map(quote).join(' ');
    // A pipe: with OTP 27 the tool waits for ever for a line of a regular file.
    const input = `echo ${Buffer.from(stdin).toString('base64')} | base64 -d`;
    this.#child.stdin.write(
      `${input} | timeout -k 5 120 ${words} >$files/out 2>$files/err; ` +
        `echo "$?:$(base64 -w0 <$files/out):$(base64 -w0 <$files/err)"\n`,
    );
    if (this.#failure !== undefined) return Promise.reject(this.#failure);
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

const quote = (word: string): string => `'${word.replaceAll("'", "'\\''")}'`;

const decode = (text: string): string => Buffer.from(text, 'base64').toString('utf8');
