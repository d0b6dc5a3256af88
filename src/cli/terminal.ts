import type { Writable } from 'node:stream';
import { DataError, Interrupted, UsageError } from '../errors.js';
import type { OutStream } from '../format/outlet.js';
import type { Screen } from './context.js';
import type { FullScreen, FullScreenEvents } from './full-screen.js';
import type { Outside } from './outside.js';

/** Everything that is asked of the person, or read from a pipe in their place. */
export class Terminal {
  readonly #outside: Outside;
  #asking = false;
  /** Several hosts may ask at once: two questions on one keyboard would share what is typed. */
  #questions: Promise<unknown> = Promise.resolve();
  #lines: AsyncIterator<string> | undefined;
  /** While the whole screen is taken. */
  #held: string[] | undefined;
  #data: Promise<Uint8Array> | undefined;

  constructor(outside: Outside) {
    this.#outside = outside;
  }

  /** There is a person to ask, and what we ask will be seen. */
  get interactive(): boolean {
    return this.#typed && this.#outside.stderr.isTTY === true;
  }

  get #typed(): boolean {
    return this.#outside.stdinIsTerminal ?? this.#outside.stdin.isTTY === true;
  }

  /** A question stands on the screen: nothing else is to be written beside it. */
  get asking(): boolean {
    return this.#asking;
  }

  note(line: string): void {
    if (this.#held === undefined) this.#outside.stderr.write(`${line}\n`);
    // With --debug there is no end of them.
    else if (this.#held.push(line) > 1000) this.#held.shift();
  }

  /** The whole terminal, if there is one: what is noted meanwhile is written when it is closed. */
  async fullScreen(events: FullScreenEvents): Promise<FullScreen | undefined> {
    const { openFullScreen } = await import('./full-screen.js');
    // Somebody may be typing a passphrase.
    await this.#questions.catch(() => {});
    const screen = openFullScreen(this.#outside, events);
    if (screen === undefined) return undefined;
    this.#held = [];
    return {
      ...screen,
      close: () => {
        screen.close();
        const held = this.#held ?? [];
        this.#held = undefined;
        for (const line of held) this.note(line);
      },
    };
  }

  /** Typed without echo, or the next line of a pipe. DataError when there is none, with the tool's exit code. */
  async readSecret(prompt: string): Promise<string> {
    if (this.interactive) return this.#ask(prompt, false);
    if (this.#typed) {
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
    const { createInterface } = await import('node:readline');
    this.#lines ??= createInterface({ input: this.#outside.stdin, signal: this.#outside.signal })[
      Symbol.asyncIterator
    ]();
    const next = await this.#lines.next();
    return next.done === true ? undefined : next.value;
  }

  /**
   * All of stdin, for data; `taken` when its first line was a password, behind which nothing is sure to be left. `shared`:
   * several ask for it, and each gets all.
   */
  data(taken: boolean, shared = false): AsyncIterable<Uint8Array> {
    if (taken) throw new UsageError('stdin cannot hold a password and data at once', { hint: 'Use --password-file.' });
    if (this.#typed) {
      throw new UsageError('there is nothing on stdin', { hint: 'Send the data through a pipe, or name a file.' });
    }
    const { stdin } = this.#outside;
    if (!shared) return stdin as AsyncIterable<Uint8Array>;
    this.#data ??= import('node:stream/consumers').then(({ buffer }) => buffer(stdin));
    return once(this.#data);
  }

  #ask(prompt: string, echo: boolean): Promise<string> {
    if (this.#held !== undefined)
      throw new UsageError(`there is a question, and the whole screen is taken: ${prompt.trim()}`, {
        hint: 'Use an SSH agent, or a file or command for the password.',
      });
    const answer = this.#questions.then(() => this.#askNow(prompt, echo));
    // Ctrl-C at one question is meant for those behind it, too; a host that gave up meanwhile is not.
    this.#questions = answer.catch((error: unknown) => {
      if (error instanceof Interrupted) throw error;
    });
    this.#questions.catch(() => {});
    return answer;
  }

  async #askNow(prompt: string, echo: boolean): Promise<string> {
    const { Writable: Sink } = await import('node:stream');
    const silence = new Sink({ write: (_chunk, _encoding, done) => done() });
    const { createInterface } = await import('node:readline');
    const lines = createInterface({
      input: this.#outside.stdin,
      output: echo ? (this.#outside.stderr as Writable & OutStream) : silence,
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

async function* once(data: Promise<Uint8Array>): AsyncGenerator<Uint8Array> {
  yield await data;
}

/** stderr as something to draw on; undefined when it is no terminal, or one that only takes lines. */
export function screenOf({ stderr, env }: Outside): Screen | undefined {
  if (stderr.isTTY !== true || env.TERM === 'dumb') return undefined;
  return { columns: () => stderr.columns || 80, rows: () => stderr.rows || 24 };
}
