import { DataError, UsageError } from '../errors.js';
import { type Flag, flag, option, ours } from './input.js';
import { type JsonText, jsonText } from './json-text.js';

/** JSON given by an option, parsed when it is used. */
export const jsonOption = (description: string): Flag<JsonText | undefined> => ({
  ...option(description),
  parse: (word, name) => jsonText(word, name),
  missing: undefined,
});

/** What queues and exchanges are declared with. */
export const declareFlags = {
  durable: ours({ ...flag('survives a restart of the node; so it is unless --no-durable is given'), missing: true }),
  'auto-delete': ours(flag('goes when the last one that used it has gone')),
  arguments: ours(jsonOption('arguments, as JSON')),
} as const;

/** A regular expression that names are searched for. */
export const pattern: Flag<RegExp | undefined> = {
  ...option('regular expression'),
  parse: (word, name) => {
    try {
      return new RegExp(word, 'u');
    } catch (cause) {
      throw new UsageError(`--${name} is no regular expression: ${word}`, { cause });
    }
  },
  missing: undefined,
};

export const idempotently: Flag<boolean> = ours(flag('no failure when there is nothing to delete'));

/** The server takes line breaks out of a name without a word, and would make something else. Throws DataError. */
export function checkNewName(name: string): void {
  if (name === '') throw new DataError('a name must not be empty');
  if (/[\r\n]/.test(name)) {
    throw new DataError('a name with a line break cannot be declared: the server would leave the line break out');
  }
  if (Buffer.byteLength(name) > 255) throw new DataError('a name has 255 bytes at most');
}
