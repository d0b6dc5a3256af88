import type { Flag } from '../input.js';
import { dashed } from '../spelling.js';
import { separated, takesNextWord, valueOptionsOf } from '../value-options.js';

/** What stands on an unfinished command line: read without complaint, for it may not be right yet. */
export interface Given {
  readonly words: readonly string[];
  /** Options by their names: their value, or an empty one for a switch. */
  readonly flags: ReadonlyMap<string, string>;
  /** The option whose value comes next. */
  readonly pending?: string;
  /** Options are no options any more: behind `--`, or behind the first word of what is handed on as it is. */
  readonly onlyWords: boolean;
}

/** The words of a command line up to the cursor, without the command's name. */
export function given(
  argv: readonly string[],
  specs: Readonly<Record<string, Flag<unknown>>>,
  untilFirstWord = false,
): Given {
  const valueOptions = valueOptionsOf(specs);
  const letters = new Map(Object.entries(specs).map(([name, { char }]) => [`-${char}`, name]));
  const nameOf = (option: string): string => letters.get(option) ?? option.replace(/^--(no-)?/, '');
  const words: string[] = [];
  const flags = new Map<string, string>();
  let onlyWords = false;
  for (let index = 0; index < argv.length; index++) {
    const word = argv[index] ?? '';
    if (onlyWords || !word.startsWith('-') || word === '-') {
      words.push(word);
      onlyWords ||= untilFirstWord;
    } else if (word === '--') {
      onlyWords = true;
    } else {
      const [, long, value] = /^(--[^=]+)=(.*)$/s.exec(word) ?? [];
      const options = long === undefined ? separated(dashed(word), valueOptions) : [dashed(long)];
      for (const option of options) flags.set(nameOf(option), value ?? '');
      if (long !== undefined) continue;
      const last = nameOf(options.at(-1) ?? '');
      if (takesNextWord(dashed(word), valueOptions)) {
        if (index + 1 === argv.length) return { words, flags, pending: last, onlyWords };
        flags.set(last, argv[++index] ?? '');
      } else if (!word.startsWith('--') && valueOptions.has(options.at(-1) ?? '')) {
        // `-nrabbit@mq1`: the value stands behind its letter.
        flags.set(last, word.slice(options.length + 1));
      }
    }
  }
  return { words, flags, onlyWords };
}
