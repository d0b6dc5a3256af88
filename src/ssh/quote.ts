import { DataError } from '../errors.js';

/** Linux takes no single argument longer than this (MAX_ARG_STRLEN), and sshd hands the whole line to the login shell as one. */
export const longestArgument = 128 * 1024 - 1;

/** Where and with what a command runs. */
export interface Surroundings {
  readonly cwd?: string | undefined;
  readonly env?: Readonly<Record<string, string>> | undefined;
}

/**
 * The one shell line for an argv. This is the only place in rabbitctl where quoting happens.
 * `exec` makes the command take the login shell's process id, and with it the lead of the process group.
 * @throws DataError for what no shell line can carry: a NUL byte, an impossible variable name, more than 128 KiB.
 */
export function commandLine(argv: readonly string[], { cwd, env }: Surroundings = {}): string {
  if (argv[0] === undefined || /^(-|$)/.test(argv[0]))
    throw new DataError(`"${argv[0] ?? ''}" cannot be the name of a program`);
  const variables = Object.entries(env ?? {}).map(([name, value]) => `${checkedName(name)}=${value}`);
  const words = variables.length > 0 ? ['env', ...variables, ...argv] : argv;
  const line = `${cwd === undefined ? '' : `cd ${quoteWord(asOperand(cwd))} && `}exec ${quoteWords(words)}`;
  if (Buffer.byteLength(line) > longestArgument) throw tooLong(Buffer.byteLength(line));
  return line;
}

/** An argv as one list of shell words. Throws DataError when one holds a NUL byte. */
export function quoteWords(argv: readonly string[]): string {
  return argv.map(quoteWord).join(' ');
}

/** One shell word that every sh, bash, dash, zsh, ksh and fish reads back as `text`. Throws DataError for a NUL byte. */
export function quoteWord(text: string): string {
  if (text.includes('\0')) throw new DataError('an argument holds a NUL byte, which no program can be given');
  if (/^[A-Za-z0-9_./:@%+-][A-Za-z0-9_./:@%+=,-]*$/.test(text)) return text;
  // Backslash and ! stand outside the quotes: fish unescapes the one inside them, csh expands the other.
  return `'${text.replace(/['\\!]/g, (character) => `'\\${character}'`)}'`;
}

/** What an argument list that is too long for the far side is refused with. `bytes` is its length. */
export function tooLong(bytes: number | undefined): DataError {
  const size = bytes === undefined ? '' : ` (${bytes} bytes)`;
  return new DataError(`the command line is too long for one program start${size}`, {
    hint: `The far side takes at most ${longestArgument} bytes. Pass large values through a file or stdin.`,
  });
}

/** A directory called `-` or `-P` must not be read as an option of cd. */
function asOperand(directory: string): string {
  return directory.startsWith('-') ? `./${directory}` : directory;
}

function checkedName(name: string): string {
  if (/^[A-Za-z_][A-Za-z0-9_]*$/.test(name)) return name;
  throw new DataError(`"${name}" cannot be the name of an environment variable`);
}
