import { UsageError } from '../errors.js';
import { type JsonText, jsonText } from './json-text.js';

/** A positional argument: how it is described, and how its text becomes a value. */
export interface Argument<T> {
  readonly description: string;
  readonly required: boolean;
  /** Takes all words that are left: only the last argument may. */
  readonly multiple?: boolean;
  /** From its first word on nothing is an option of ours any more. */
  readonly verbatim?: boolean;
  /** What it may be, for those that complete it. */
  readonly options?: readonly string[];
  /** Never shown, never forwarded in argv: goes to the node's own tool on stdin. */
  readonly secret?: boolean;
  readonly parse: (text: string, name: string) => T;
  /** What a missing optional argument is. */
  readonly missing?: T;
}

/** An option of one command. */
export interface Flag<T> {
  readonly description: string;
  readonly type: 'boolean' | 'value';
  readonly char?: string;
  /** `--no-NAME` is taken too. */
  readonly negatable?: boolean;
  /** Its value may begin with a dash, as an option's letter does. */
  readonly dashed?: true;
  /** Not an option of the node's own tool: never forwarded to it. */
  readonly ours?: boolean;
  readonly hidden?: boolean;
  readonly options?: readonly string[];
  readonly parse: (text: string, name: string) => T;
  readonly missing: T;
}

export type Values<Specs> = {
  readonly [Name in keyof Specs]: Specs[Name] extends Argument<infer T> | Flag<infer T> ? T : never;
};

export const text = (description: string): Argument<string> => ({ description, required: true, parse: (word) => word });

/** JSON, kept as it was typed (the banner repeats it) and parsed when it is used, as the real tool does. */
export const json = (description: string): Argument<JsonText> => ({ description, required: true, parse: jsonText });

/** May be left out; then it is undefined. */
export const optional = <T>(argument: Argument<T>): Argument<T | undefined> => ({
  ...argument,
  required: false,
  missing: undefined,
});

export const secret = <T>(argument: Argument<T>): Argument<T> => ({ ...argument, secret: true });

/** All arguments that are left, perhaps none. */
export const words = (description: string): Argument<readonly string[]> => ({
  description,
  required: false,
  multiple: true,
  parse: (word) => [word],
  missing: [],
});

/** All words that are left, options among them. */
export const verbatim = (description: string): Argument<readonly string[]> => ({
  description,
  required: false,
  multiple: true,
  verbatim: true,
  parse: (word) => [word],
  missing: [],
});

/** `list_queues name messages`: columns as words, or separated by commas; none given means the defaults. */
export const columnsOf = (all: readonly string[], defaults: readonly string[]): Argument<readonly string[]> => ({
  description: `columns: ${all.join(', ')}; default ${defaults.join(' ')}`,
  required: false,
  multiple: true,
  options: all,
  parse: (word) => word.split(',').map((column) => column.trim()),
  missing: defaults,
});

export const flag = (description: string, char?: string): Flag<boolean> => ({
  description,
  type: 'boolean',
  negatable: true,
  ...(char === undefined ? {} : { char }),
  parse: (word) => word !== 'false',
  missing: false,
});

export const option = (description: string, char?: string): Flag<string | undefined> => ({
  description,
  type: 'value',
  ...(char === undefined ? {} : { char }),
  parse: (word) => word,
  missing: undefined,
});

export const integer = <T extends number | undefined>(
  description: string,
  missing: T,
  char?: string,
): Flag<number | T> => ({
  description,
  type: 'value',
  ...(char === undefined ? {} : { char }),
  parse: (word, name) => {
    if (!/^[+-]?\d+$/.test(word)) {
      throw new UsageError(`--${name} takes a whole number, not "${word}"`);
    }
    return Number(word);
  },
  missing,
});

/** A value of a fixed set; another one is refused here, before any connection. */
export const oneOf = <const T extends string>(description: string, options: readonly T[], missing: T): Flag<T> => ({
  description: `${description}: ${options.join(', ')}`,
  type: 'value',
  options,
  parse: (word, name) => {
    const found = options.find((candidate) => candidate === word);
    if (found !== undefined) return found;
    throw new UsageError(`--${name} takes one of ${options.join(', ')}, not "${word}"`);
  },
  missing,
});

/** An option that only rabbitctl knows. */
export const ours = <T>(own: Flag<T>): Flag<T> => ({ ...own, ours: true });

export const vhost: Flag<string> = { ...option('virtual host', 'p'), parse: (word) => word, missing: '/' };
