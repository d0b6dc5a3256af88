import { createInterface } from 'node:readline';
import { Writable } from 'node:stream';
import { DataError, Interrupted, UsageError } from '../errors.js';
import type { Screen } from './context.js';
import type { Outside } from './outside.js';

/** Everything that is asked of the person, or read from a pipe in their place. */
export class Terminal {
  readonly #outside: Outside;
  #asking = false;
  /** Several hosts may ask at once: two questions on one keyboard would share what is typed. */
  #questions: Promise<unknown> = Promise.resolve();
  #lines: AsyncIterator<string> | undefined;

  constructor(outside: Outside) {
    this.#outside = outside;
  }

  /** There is a person to ask, and what we ask will be seen. */
  get interactive(): boolean {
    return this.#outside.stdin.isTTY === true && this.#outside.stderr.isTTY === true;
  }

  /** A question stands on the screen: nothing else is to be written beside it. */
  get asking(): boolean {
    return this.#asking;
  }

  note(line: string): void {
    this.#outside.stderr.write(`${line}\n`);
  }

  /** Typed without echo, or the next line of a pipe. DataError when there is none, with the tool's exit code. */
  async readSecret(prompt: string): Promise<string> {
    if (this.interactive) return this.#ask(prompt, false);
    if (this.#outside.stdin.isTTY === true) {
      throw new UsageError('there is a secret to be typed, but stderr is not the terminal to ask on', {
        hint: 'Pass it on stdin through a pipe, or leave stderr on the terminal.',
      });
    }
    const line = await this.nextLine();
    if (line === undefined)
      throw new DataError('no password on stdin', { hint: 'Pass it on the first line of stdin.', exitCode: 65 });
    return line;
  }

  async confirm(question: string): Promise<boolean> {
    if (!this.interactive) {
      throw new UsageError('this needs an answer, and there is no terminal to ask on', {
        hint: `${question}\nAdd --yes to say yes. Nothing was touched.`,
      });
    }
    return /^y(es)?$/i.test((await this.#ask(`${question} [y/N] `, true)).trim());
  }

  /** Lines of stdin, one at a time; undefined at its end. */
  async nextLine(): Promise<string | undefined> {
    this.#lines ??= createInterface({ input: this.#outside.stdin, signal: this.#outside.signal })[
      Symbol.asyncIterator
    ]();
    const next = await this.#lines.next();
    return next.done === true ? undefined : next.value;
  }

  /** All of stdin, for data; `taken` when its first line was a password, behind which nothing is sure to be left. */
  data(taken: boolean): AsyncIterable<Uint8Array> {
    const { stdin } = this.#outside;
    if (taken) throw new UsageError('stdin cannot hold a password and data at once', { hint: 'Use --password-file.' });
    if (stdin.isTTY === true) {
      throw new UsageError('there is nothing on stdin', { hint: 'Send the data through a pipe, or name a file.' });
    }
    return stdin as AsyncIterable<Uint8Array>;
  }

  #ask(prompt: string, echo: boolean): Promise<string> {
    const answer = this.#questions.then(() => this.#askNow(prompt, echo));
    // Ctrl-C at one question is meant for those behind it, too; a host that gave up meanwhile is not.
    this.#questions = answer.catch((error: unknown) => {
      if (error instanceof Interrupted) throw error;
    });
    this.#questions.catch(() => {});
    return answer;
  }

  async #askNow(prompt: string, echo: boolean): Promise<string> {
    const silence = new Writable({ write: (_chunk, _encoding, done) => done() });
    const lines = createInterface({
      input: this.#outside.stdin,
      output: echo ? this.#outside.stderr : silence,
      terminal: true,
      signal: this.#outside.signal,
    });
    this.#asking = true;
    // What was typed before the question stood there is no answer to it: a yes may be the end of something.
    let standing = !(echo && 'setRawMode' in this.#outside.stdin);
    try {
      return await new Promise<string>((resolve, reject) => {
        lines.on('line', (line) => standing && resolve(line));
        // Only now that nothing is echoed any more: whoever sees the question may type.
        const ask = () => {
          standing = true;
          this.#outside.stderr.write(prompt);
        };
        if (standing) ask();
        else setTimeout(ask, 50);
        lines.once('SIGINT', () => reject(new Interrupted('interrupted')));
        lines.once('close', () => reject(new Interrupted('nothing was typed')));
      });
    } finally {
      this.#asking = false;
      lines.close();
      if (!echo) this.#outside.stderr.write('\n');
    }
  }
}

/** stderr as something to draw on; undefined when it is no terminal, or one that only takes lines. */
export function screenOf({ stderr, env }: Outside): Screen | undefined {
  if (stderr.isTTY !== true || env.TERM === 'dumb') return undefined;
  return { columns: () => stderr.columns || 80, rows: () => stderr.rows || 24 };
}
