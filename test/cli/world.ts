import { join } from 'node:path';
import { PassThrough } from 'node:stream';
import { main } from '../../src/cli/main.js';
import type { Outside } from '../../src/cli/outside.js';
import { sourcesOf } from '../sources.js';

const root = join(import.meta.dirname, '../..');
export const table = await sourcesOf(root);

export interface WorldOptions {
  readonly env?: Readonly<Record<string, string>>;
  /** On stdin, which then ends. */
  readonly input?: string;
  /** stdin stays open. */
  readonly open?: boolean;
  /** A person sits there: stdin stays open for what they type. */
  readonly terminal?: boolean;
}

/** A process of its own for the pipeline: streams, environment, Ctrl-C. */
export class World {
  readonly outside: Outside;
  readonly stdin: PassThrough & { isTTY?: boolean } = new PassThrough();
  readonly #interruption = new AbortController();
  readonly #streams = { stdout: new PassThrough(), stderr: new PassThrough() };
  readonly #texts = { stdout: '', stderr: '' };

  constructor({ env = {}, input, terminal = false, open = terminal }: WorldOptions = {}) {
    const { stdout, stderr } = this.#streams;
    stdout.on('data', (chunk: Buffer) => (this.#texts.stdout += chunk));
    stderr.on('data', (chunk: Buffer) => (this.#texts.stderr += chunk));
    if (!open || input !== undefined) this.stdin.end(input);
    this.stdin.isTTY = terminal;
    this.outside = {
      env: { HOME: '/nonexistent', ...env },
      stdin: this.stdin,
      stdout: Object.assign(stdout, { isTTY: terminal }),
      stderr: Object.assign(stderr, { isTTY: terminal }),
      machine: { hostname: 'lap', user: 'ops' },
      signal: this.#interruption.signal,
    };
  }

  get stdout(): string {
    return this.#texts.stdout;
  }

  get stderr(): string {
    return this.#texts.stderr;
  }

  interrupt(): void {
    this.#interruption.abort();
  }

  async run(words: readonly string[]): Promise<Ran> {
    const code = await main(words, table, this.outside);
    return { code, stdout: this.stdout, stderr: this.stderr };
  }
}

export interface Ran {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** One run of the whole pipeline in this process. */
export const run = (words: readonly string[], options?: WorldOptions): Promise<Ran> => new World(options).run(words);
